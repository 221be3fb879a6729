import type { Core, Doubles } from './core.js';
import type { Groups } from './pass.js';
import { bytesOf, paddedRows } from './pass.js';

/** A matrix of double precision somewhere in the core's memory: entry (i, k) is so many numbers behind `at`. */
export interface Matrix {
  readonly at: number;
  readonly rows: number;
  readonly columns: number;
  readonly rowStep: number;
  readonly columnStep: number;
}

/** A matrix row by row. */
export const matrixAt = (at: number, rows: number, columns: number): Matrix => ({
  at,
  rows,
  columns,
  rowStep: columns,
  columnStep: 1,
});

export const transposed = ({ at, rows, columns, rowStep, columnStep }: Matrix): Matrix => ({
  at,
  rows: columns,
  columns: rows,
  rowStep: columnStep,
  columnStep: rowStep,
});

/** A matrix that groups are multiplied by, packed in single precision. */
export class PackedMatrix {
  readonly at: number;

  constructor(
    private readonly core: Core,
    readonly rows: number,
    readonly inner: number,
  ) {
    this.at = core.allocate(4 * paddedRows(rows) * inner);
  }

  get blocks(): number {
    return paddedRows(this.rows) / 4;
  }

  load({ at, rows, columns, rowStep, columnStep }: Matrix, scale: number): void {
    this.core.kernels.pack(this.at, at, rows, columns, rowStep, columnStep, scale);
  }

  /** target = matrix * source, group by group. */
  product(target: Groups, source: Groups): void {
    const { kernels } = this.core;
    kernels.product(target.at, target.stride, source.at, source.stride, this.at, this.blocks, this.inner, source.count);
  }
}

/** The same product, added to what is there. */
export class AddedProduct {
  readonly matrix: PackedMatrix;
  private readonly scratch: number;

  constructor(
    private readonly core: Core,
    rows: number,
    inner: number,
  ) {
    this.matrix = new PackedMatrix(core, rows, inner);
    this.scratch = core.allocate(128 * this.matrix.blocks);
  }

  addTo(target: Groups, source: Groups): void {
    const { at, blocks, inner } = this.matrix;
    this.core.kernels.addProduct(
      ...[target.at, target.stride, source.at, source.stride, at, blocks, inner, source.count, this.scratch],
    );
  }
}

/** Sums over samples of products of two values of a group each. */
export class ProductSums {
  private readonly sums: Doubles;
  private readonly rowLength: number;

  constructor(
    private readonly core: Core,
    rows: number,
    columns: number,
  ) {
    this.rowLength = paddedRows(columns);
    this.sums = core.doubles(paddedRows(rows) * this.rowLength);
  }

  /** result [rows][columns] += scale * the sums of left_i right_j. */
  addTo(result: number, left: Groups, right: Groups, scale: number): void {
    const { kernels } = this.core;
    const { sums, rowLength } = this;
    sums.view.fill(0);
    const [rows, columns] = [paddedRows(left.features), paddedRows(right.features)];
    kernels.sumProducts(
      ...[sums.at, rowLength, left.at, left.stride, rows, right.at, right.stride, columns, left.count, 0],
    );
    kernels.addUnpadded(result, sums.at, left.features, right.features, rowLength, scale);
  }
}

/** target *= factors. */
export function multiplyGroups(core: Core, target: Groups, factors: Groups): void {
  core.kernels.multiply(target.at, target.stride, factors.at, factors.stride, bytesOf(target), target.count);
}
