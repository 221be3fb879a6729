import { BinaryWriter } from '@bufbuild/protobuf/wire';

/** Writes a part of a message of protobuf. */
export type Write = (writer: BinaryWriter) => void;

/** A message of protobuf. */
export function message(write: Write): Uint8Array {
  const writer = new BinaryWriter();
  write(writer);
  return writer.finish();
}

/** A field of bytes or of a message. */
export const bytes =
  (number: number, value: Uint8Array): Write =>
  (writer) =>
    void writer.uint32((number << 3) | 2).bytes(value);
/** A field of text. */
export const text =
  (number: number, value: string): Write =>
  (writer) =>
    void writer.uint32((number << 3) | 2).string(value);
/** A field of a whole number. */
export const integer =
  (number: number, value: number): Write =>
  (writer) =>
    void writer.uint32(number << 3).int64(value);
/** Several parts after each other. */
export const all =
  (...writes: Write[]): Write =>
  (writer) =>
    writes.forEach((write) => write(writer));

/** A tensor of 64 by 32 numbers whose payload is given. */
function weights(name: string, ...payload: Write[]): Write {
  return bytes(5, message(all(integer(1, 64), integer(1, 32), integer(2, 1), text(8, name), ...payload)));
}

function valueOf(name: string, ...sizes: number[]): Uint8Array {
  const dimensions = all(...sizes.map((size) => bytes(1, message(integer(1, size)))));
  const shape = message(bytes(2, message(dimensions)));
  return message(all(text(1, name), bytes(2, message(bytes(1, shape)))));
}

/** x of 64 numbers through a dense layer with relu, as ONNX. */
export function model({ name = '/h/MatMul', tensor = 'h.weight', extra = all(), payload = all() } = {}): Uint8Array {
  const product = message(all(text(1, 'x'), text(1, tensor), text(2, 'z'), text(3, name), text(4, 'MatMul'), extra));
  const relu = message(all(text(1, 'z'), text(2, 'y'), text(3, '/Relu'), text(4, 'Relu')));
  const graph = all(
    bytes(1, product),
    bytes(1, relu),
    weights(tensor, payload),
    bytes(11, valueOf('x', 1, 64)),
    bytes(12, valueOf('y', 1, 32)),
  );
  return message(all(integer(1, 8), text(2, 'by hand'), bytes(7, message(graph))));
}
