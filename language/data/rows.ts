import { mostValues } from './table.js';

/** Rows that were kept of a file. */
export interface KeptRows {
  readonly rows: number;
  /** The number of rows in the file. */
  readonly fileRows: number;
  /** Row after row. */
  readonly values: Float64Array;
}

/** So many rows of a width are kept at most. */
const capacityOf = (width: number): number => Math.max(2, Math.floor(mostValues / Math.max(1, width)));

/** Each row whose number from 0 is divisible by this power of two is kept of a file of so many rows. */
export function strideOf(rows: number, width: number): number {
  let stride = 1;
  while (Math.ceil(rows / stride) > capacityOf(width)) stride *= 2;
  return stride;
}

/** Collects rows of numbers in bounded memory: of long files every second, fourth, eighth, ... row is kept. */
export class EvenRows {
  private values: Float64Array;
  private kept = 0;
  private stride = 1;
  private seen = 0;
  private readonly capacity: number;

  /** @param width the numbers in a row. */
  constructor(private readonly width: number) {
    this.capacity = capacityOf(width);
    this.values = new Float64Array(Math.min(this.capacity, 1024) * width);
  }

  /** True when the next row is to be kept. */
  private get takesNext(): boolean {
    return this.seen % this.stride === 0;
  }

  /** Counts a row, and keeps it where it is one of those that are evenly spaced. */
  add(row: ArrayLike<number>): void {
    if (this.takesNext) {
      if (this.kept === this.capacity) this.halve();
      if (this.takesNext) this.keep(row);
    }
    this.seen++;
  }

  /** The rows that were kept, and how many came. */
  finish(): KeptRows {
    return { rows: this.kept, fileRows: this.seen, values: this.values.subarray(0, this.kept * this.width) };
  }

  private keep(row: ArrayLike<number>): void {
    const { width } = this;
    const start = this.kept * width;
    if (start + width > this.values.length) {
      const larger = new Float64Array(Math.min(this.capacity * width, 2 * this.values.length));
      larger.set(this.values);
      this.values = larger;
    }
    for (let i = 0; i < width; i++) this.values[start + i] = row[i] ?? 0;
    this.kept++;
  }

  private halve(): void {
    const { width } = this;
    const half = Math.ceil(this.kept / 2);
    for (let row = 1; row < half; row++) this.values.copyWithin(row * width, 2 * row * width, (2 * row + 1) * width);
    this.kept = half;
    this.stride *= 2;
  }
}
