import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { measure, type MeasuredData } from '../../../language/data/statistics.js';
import type { LabelDirections } from '../../../language/data/directions.js';
import type { Table } from '../../../language/data/table.js';

/** Standard Gaussian numbers, by Box and Muller: the same for the same seed. */
export function gaussian(seed: number): () => number {
  const random = xoroshiro128plus(seed);
  const uniform = (): number => ((random.next() >>> 0) + 0.5) / 2 ** 32;
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Normalised Hermite polynomials. */
export const he2 = (z: number): number => (z * z - 1) / Math.SQRT2;
export const he3 = (z: number): number => (z ** 3 - 3 * z) / Math.sqrt(6);

/** Rows of d columns and a label last. */
export interface Simulated {
  readonly rows: number;
  readonly dimension: number;
  readonly seed: number;
  /** The columns, from independent standard Gaussian numbers. */
  readonly columns?: (z: number[]) => number[];
  readonly label: (x: readonly number[], normal: () => number) => number;
}

export function simulated({ rows, dimension, seed, columns = (z) => z, label }: Simulated): number[][] {
  const normal = gaussian(seed);
  return Array.from({ length: rows }, () => {
    const x = columns(Array.from({ length: dimension }, normal));
    return [...x, label(x, normal)];
  });
}

export function tableOf(rows: readonly (readonly number[])[]): Table {
  const width = rows[0]?.length ?? 0;
  return { columns: undefined, width, rows: rows.length, values: Float64Array.from(rows.flat()), isComplete: true };
}

/** What is measured along the last column. */
export function measured(rows: readonly (readonly number[])[]): Promise<MeasuredData> {
  const table = tableOf(rows);
  return measure(table, { label: table.width - 1 });
}

/** The directions of the last column, which is not constant. */
export async function labelOf(rows: readonly (readonly number[])[]): Promise<LabelDirections> {
  const { label } = await measured(rows);
  if (!label || label === 'constant') throw new Error('the label has no directions to test');
  return label;
}
