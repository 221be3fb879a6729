import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import type { FileHandle } from 'node:fs/promises';
import { RefusedFileError } from '../../../language/files/reach.js';
import { openNamedFile } from '../../../language/files/user-files.js';
import { systemReason } from '../../system-reason.js';
import { UnreadableModel } from '../unreadable-model.js';

/** A part of a file, in bytes; the end is outside. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** A field of a protobuf message: its number, and where its value stands. */
export interface Field extends Extent {
  readonly number: number;
  readonly wireType: WireType;
}

/** Bytes that are read at once. */
const windowSize = 1 << 16;

/** A longer text or list is no name and no shape. */
const longestValue = 1 << 16;

/** A model with more fields than this is not a model. */
const mostFields = 5_000_000;

/**
 * A file of protobuf messages, read in small pieces. Only what is asked for is read: the payload of weights never is, so
 * that the size of a file does not matter, nor what it claims about itself.
 */
export class WireFile {
  private window = new Uint8Array(0);
  private windowStart = 0;
  private fieldsLeft = mostFields;

  private constructor(
    private readonly handle: FileHandle,
    readonly whole: Extent,
  ) {}

  /** @throws UnreadableModel when there is no such file, or when it is a folder or a device. */
  static async open(path: string): Promise<WireFile> {
    const handle = await openNamedFile(path).catch((error: unknown) => {
      if (error instanceof RefusedFileError) throw new UnreadableModel('it is not a file.');
      throw new UnreadableModel(`${systemReason(error)}.`);
    });
    const status = await handle.stat();
    return new WireFile(handle, { start: 0, end: status.size });
  }

  close(): Promise<void> {
    return this.handle.close();
  }

  /**
   * The fields of a message, in the order of the file.
   * @throws UnreadableModel when the bytes are none.
   */
  async *fields({ start, end }: Extent): AsyncGenerator<Field> {
    for (let at = start; at < end;) {
      if (--this.fieldsLeft < 0) throw new UnreadableModel('it has too many fields.');
      const field = await this.field(at, end);
      at = field.end;
      yield field;
    }
  }

  /** A text; one that is too long is cut. */
  async text(field: Field): Promise<string> {
    this.expect(field, WireType.LengthDelimited);
    return new TextDecoder().decode(await this.bytes({ ...field, end: Math.min(field.end, field.start + 256) }));
  }

  /** A whole number. Those that a double cannot hold come out rounded. */
  async integer(field: Field): Promise<number> {
    this.expect(field, WireType.Varint);
    return Number(new BinaryReader(await this.bytes(field)).int64());
  }

  /** Whole numbers: one of them, or a packed list. */
  async integers(field: Field): Promise<number[]> {
    if (field.wireType === WireType.Varint) return [await this.integer(field)];
    this.expect(field, WireType.LengthDelimited);
    const reader = new BinaryReader(await this.bytes(field));
    const numbers: number[] = [];
    while (reader.pos < reader.len) numbers.push(Number(readOrRefuse(() => reader.int64())));
    return numbers;
  }

  /** A number of four bytes. */
  async float(field: Field): Promise<number> {
    this.expect(field, WireType.Bit32);
    return new BinaryReader(await this.bytes(field)).float();
  }

  /** The bytes of a short value. */
  async bytes({ start, end }: Extent): Promise<Uint8Array> {
    if (end - start > longestValue) throw new UnreadableModel(`a value at byte ${start} is too long.`);
    if (start < this.windowStart || end > this.windowStart + this.window.length) await this.moveWindow(start);
    const from = start - this.windowStart;
    if (from + end - start > this.window.length) throw new UnreadableModel('it ends too early.');
    return this.window.subarray(from, from + end - start);
  }

  private async field(at: number, end: number): Promise<Field> {
    // A tag and a length take at most ten bytes each.
    const head = await this.bytes({ start: at, end: Math.min(end, at + 20) });
    const reader = new BinaryReader(head);
    const [number, wireType] = readOrRefuse(() => reader.tag());
    const length = readOrRefuse(() => {
      switch (wireType) {
        case WireType.LengthDelimited:
          return Number(reader.uint64());
        case WireType.Varint: {
          const before = reader.pos;
          reader.skip(WireType.Varint);
          const size = reader.pos - before;
          reader.pos = before;
          return size;
        }
        case WireType.Bit64:
          return 8;
        case WireType.Bit32:
          return 4;
        case WireType.StartGroup:
        case WireType.EndGroup:
          throw new RangeError('groups are not used by ONNX');
      }
    });
    const start = at + reader.pos;
    if (start + length > end)
      throw new UnreadableModel(`it ends too early, or is no ONNX: a field at byte ${at} is longer than the file.`);
    return { number, wireType, start, end: start + length };
  }

  private async moveWindow(start: number): Promise<void> {
    const window = new Uint8Array(Math.min(windowSize, this.whole.end - start));
    const { bytesRead } = await this.handle.read(window, 0, window.length, start);
    this.window = window.subarray(0, bytesRead);
    this.windowStart = start;
  }

  private expect({ wireType, start }: Field, wanted: WireType): void {
    if (wireType !== wanted) throw new UnreadableModel(`it is no ONNX: a field at byte ${start} has another type.`);
  }
}

function readOrRefuse<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw new UnreadableModel('it is no ONNX: its bytes are not those of a model.');
  }
}
