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

/** A step of a computation, of ONNX itself or of another domain. */
export function node(
  operator: string,
  inputs: readonly string[],
  output: string,
  { name = '', domain = '', attributes = [] as Write[] } = {},
): Write {
  const parts = [
    ...inputs.map((input) => text(1, input)),
    text(2, output),
    text(3, name),
    text(4, operator),
    ...attributes.map((attribute) => bytes(5, message(attribute))),
    text(7, domain),
  ];
  return bytes(1, message(all(...parts)));
}

/** A whole number among a node's attributes. */
export const count = (name: string, value: number): Write => all(text(1, name), integer(3, value), integer(20, 2));

/** A graph among a node's attributes. */
export const branch = (name: string, graph: Write): Write =>
  all(text(1, name), bytes(6, message(graph)), integer(20, 5));

/** Weights of a graph, whose numbers are left out. */
export const matrix = (name: string, rows: number, columns: number): Write =>
  bytes(5, message(all(integer(1, rows), integer(1, columns), integer(2, 1), text(8, name))));

/** A truth value that a graph holds. */
export const truth = (name: string, value: boolean): Write =>
  bytes(5, message(all(integer(2, 9), bytes(9, new Uint8Array([value ? 1 : 0])), text(8, name))));

/** What a graph takes, of a shape where 0 is an open size. */
export const takes = (name: string, ...sizes: number[]): Write => bytes(11, valueOf(name, ...sizes));

/** What a graph gives. */
export const gives = (name: string, ...sizes: number[]): Write => bytes(12, valueOf(name, ...sizes));

/** A file of ONNX with a graph. */
export function onnx(...graph: Write[]): Uint8Array {
  return message(all(integer(1, 8), text(2, 'by hand'), bytes(7, message(all(...graph)))));
}

/** x of 64 numbers through a dense layer with relu, as ONNX. */
export function model({ name = '/h/MatMul', tensor = 'h.weight', extra = all(), payload = all() } = {}): Uint8Array {
  const product = message(all(text(1, 'x'), text(1, tensor), text(2, 'z'), text(3, name), text(4, 'MatMul'), extra));
  return onnx(
    bytes(1, product),
    node('Relu', ['z'], 'y', { name: '/Relu' }),
    weights(tensor, payload),
    takes('x', 1, 64),
    gives('y', 1, 32),
  );
}
