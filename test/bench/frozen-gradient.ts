import exact from '@stdlib/math-base-special-erf';

/**
 * The gradient of a training step as the embedded engine computed it before it had a core of WebAssembly, of two layers with erf and the readout integrated
 * out: what the core is compared with. Frozen: it stays as it was when validation/network changes.
 */
export class FrozenGradient {
  private readonly scale: number;
  private readonly preActivations: Float64Array;
  private readonly features: Float64Array;
  private readonly toFeatures: Float64Array;
  private readonly byColumn: Float64Array;
  private readonly inputByColumn: Float64Array;
  private readonly readout: IntegratedReadout;

  /**
   * @param x [samples][d]
   * @param y [samples]
   */
  constructor(
    private readonly x: Float64Array,
    private readonly y: Float64Array,
    private readonly d: number,
    private readonly width: number,
    ridge: number,
  ) {
    const values = (): Float64Array => new Float64Array(y.length * width);
    this.scale = 1 / Math.sqrt(d);
    [this.preActivations, this.features, this.toFeatures, this.byColumn] = [values(), values(), values(), values()];
    this.inputByColumn = new Float64Array(x.length);
    this.readout = new IntegratedReadout(y, width, ridge);
  }

  /**
   * @param at the weights, [width][d].
   * @param into overwritten with the gradient of U.
   */
  gradient(at: Float64Array, into: Float64Array): void {
    const { x, y, d, width, scale, preActivations, features, toFeatures, byColumn, inputByColumn, readout } = this;
    const samples = y.length;
    const ofReadout = 1 / Math.sqrt(width);
    preActivations.fill(0);
    addProductOfRows(preActivations, x, at, { rows: samples, columns: width, inner: d }, scale);
    for (let index = 0; index < features.length; index++)
      features[index] = ofReadout * erf(preActivations[index] as number);
    readout.see(features);
    readout.slope(features, toFeatures);
    for (let index = 0; index < toFeatures.length; index++)
      toFeatures[index] = ofReadout * (toFeatures[index] as number) * erfSlope(preActivations[index] as number);
    transpose(byColumn, toFeatures, samples, width);
    transpose(inputByColumn, x, samples, d);
    into.set(at);
    addProductOfRows(into, byColumn, inputByColumn, { rows: width, columns: d, inner: samples }, scale);
  }
}

/** The readout's weights integrated out. */
class IntegratedReadout {
  /** m, the posterior mean of the readout's weights at the features seen last. */
  readonly mean: Float64Array;
  private readonly samples: number;
  private readonly isDual: boolean;
  private readonly inverse: Float64Array;
  private readonly byWeight: Float64Array;
  /** (y - Phi m) / kappa */
  private readonly pull: Float64Array;

  /**
   * @param y [samples]
   * @param weights how many the readout has.
   */
  constructor(
    private readonly y: Float64Array,
    private readonly weights: number,
    private readonly ridge: number,
  ) {
    this.samples = y.length;
    this.isDual = this.samples < weights;
    this.inverse = new Float64Array(Math.min(this.samples, weights) ** 2);
    this.byWeight = new Float64Array(this.samples * weights);
    this.mean = new Float64Array(weights);
    this.pull = new Float64Array(this.samples);
  }

  /**
   * Takes in the features of the samples.
   * @param features Phi, [samples][weights].
   * @returns E; NaN when a feature is no number.
   */
  see(features: Float64Array): number {
    const { samples, weights, ridge, inverse, byWeight, mean, pull, y, isDual } = this;
    const size = isDual ? samples : weights;
    transpose(byWeight, features, samples, weights);
    inverse.fill(0);
    const [rows, inner] = isDual ? [features, weights] : [byWeight, samples];
    addProductOfRows(inverse, rows, rows, { rows: size, columns: size, inner }, 1 / ridge);
    for (let index = 0; index < size; index++)
      inverse[index * (size + 1)] = (inverse[index * (size + 1)] as number) + 1;
    const logDeterminant = invertPositive(inverse, size);
    if (isDual) {
      addProduct(pull.fill(0), inverse, y, 1 / ridge);
      addProduct(mean.fill(0), byWeight, pull, 1);
    } else {
      const answered = addProduct(new Float64Array(weights), byWeight, y, 1 / ridge);
      addProduct(mean.fill(0), inverse, answered, 1);
      for (let sample = 0; sample < samples; sample++) pull[sample] = (y[sample] as number) / ridge;
      addProduct(pull, features, mean, -1 / ridge);
    }
    let square = 0;
    for (let sample = 0; sample < samples; sample++) square += (pull[sample] as number) * (y[sample] as number);
    return (square + logDeterminant) / 2;
  }

  /**
   * The derivative of E by the features, right after `see`.
   * @param toFeatures overwritten, [samples][weights].
   */
  slope(features: Float64Array, toFeatures: Float64Array): void {
    const { samples, weights, ridge, inverse, byWeight, mean, pull, isDual } = this;
    for (let sample = 0; sample < samples; sample++) {
      for (let k = 0; k < weights; k++)
        toFeatures[sample * weights + k] = -(pull[sample] as number) * (mean[k] as number);
    }
    const [left, right, inner] = isDual ? [inverse, byWeight, samples] : [features, inverse, weights];
    addProductOfRows(toFeatures, left, right, { rows: samples, columns: weights, inner }, 1 / ridge);
  }
}

/** result += scale * a x, with a row of `a` for every value of the result. */
function addProduct(result: Float64Array, a: Float64Array, x: Float64Array, scale: number): Float64Array {
  addProductOfRows(result, a, x, { rows: result.length, columns: 1, inner: x.length }, scale);
  return result;
}

/** Rows, columns, and the length of the sums of a matrix product. */
interface ProductSize {
  readonly rows: number;
  readonly columns: number;
  readonly inner: number;
}

/**
 * result += scale * a b^T, all row by row: a is rows x inner, b is columns x inner.
 *
 * Tiles of 4 x 4 sums stay in registers, and blocks of the inner index in the first cache.
 */
function addProductOfRows(
  result: Float64Array,
  a: Float64Array,
  b: Float64Array,
  { rows, columns, inner }: ProductSize,
  scale = 1,
): void {
  const tiledRows = rows - (rows % 4);
  const tiledColumns = columns - (columns % 4);
  for (let from = 0; from < inner; from += innerBlock) {
    const to = Math.min(from + innerBlock, inner);
    for (let i = 0; i < tiledRows; i += 4) {
      for (let j = 0; j < tiledColumns; j += 4) addTile(result, a, b, i, j, columns, inner, from, to, scale);
      for (let k = i; k < i + 4; k++) addRow(result, a, b, k, tiledColumns, columns, inner, from, to, scale);
    }
    for (let i = tiledRows; i < rows; i++) addRow(result, a, b, i, 0, columns, inner, from, to, scale);
  }
}

const innerBlock = 256;

/** The transpose of a matrix of so many rows and columns. */
function transpose(result: Float64Array, a: Float64Array, rows: number, columns: number): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) result[column * rows + row] = a[row * columns + column] as number;
  }
}

// The indices are within the arrays by construction; checks in these loops would cost more than the sums.
function addTile(
  result: Float64Array,
  a: Float64Array,
  b: Float64Array,
  i: number,
  j: number,
  columns: number,
  inner: number,
  from: number,
  to: number,
  scale: number,
): void {
  let [s00, s01, s02, s03, s10, s11, s12, s13] = [0, 0, 0, 0, 0, 0, 0, 0];
  let [s20, s21, s22, s23, s30, s31, s32, s33] = [0, 0, 0, 0, 0, 0, 0, 0];
  const [a0, b0] = [i * inner, j * inner];
  for (let k = from; k < to; k++) {
    const x0 = a[a0 + k] as number;
    const x1 = a[a0 + inner + k] as number;
    const x2 = a[a0 + 2 * inner + k] as number;
    const x3 = a[a0 + 3 * inner + k] as number;
    const y0 = b[b0 + k] as number;
    s00 += x0 * y0;
    s10 += x1 * y0;
    s20 += x2 * y0;
    s30 += x3 * y0;
    const y1 = b[b0 + inner + k] as number;
    s01 += x0 * y1;
    s11 += x1 * y1;
    s21 += x2 * y1;
    s31 += x3 * y1;
    const y2 = b[b0 + 2 * inner + k] as number;
    s02 += x0 * y2;
    s12 += x1 * y2;
    s22 += x2 * y2;
    s32 += x3 * y2;
    const y3 = b[b0 + 3 * inner + k] as number;
    s03 += x0 * y3;
    s13 += x1 * y3;
    s23 += x2 * y3;
    s33 += x3 * y3;
  }
  const at = i * columns + j;
  addFour(result, at, scale, s00, s01, s02, s03);
  addFour(result, at + columns, scale, s10, s11, s12, s13);
  addFour(result, at + 2 * columns, scale, s20, s21, s22, s23);
  addFour(result, at + 3 * columns, scale, s30, s31, s32, s33);
}

function addFour(result: Float64Array, at: number, scale: number, a: number, b: number, c: number, d: number): void {
  result[at] = (result[at] as number) + scale * a;
  result[at + 1] = (result[at + 1] as number) + scale * b;
  result[at + 2] = (result[at + 2] as number) + scale * c;
  result[at + 3] = (result[at + 3] as number) + scale * d;
}

function addRow(
  result: Float64Array,
  a: Float64Array,
  b: Float64Array,
  i: number,
  firstColumn: number,
  columns: number,
  inner: number,
  from: number,
  to: number,
  scale: number,
): void {
  for (let j = firstColumn; j < columns; j++) {
    let sum = 0;
    for (let k = from; k < to; k++) sum += (a[i * inner + k] as number) * (b[j * inner + k] as number);
    result[i * columns + j] = (result[i * columns + j] as number) + scale * sum;
  }
}

/**
 * Replaces a symmetric positive definite matrix by its inverse, through its Cholesky factor.
 * @param a [size][size], of which the lower triangle is read; overwritten with the whole inverse.
 * @returns the logarithm of the determinant; NaN where the matrix is not positive definite.
 */
function invertPositive(a: Float64Array, size: number): number {
  let logDeterminant = 0;
  // L below the diagonal and on it.
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      const rest = (a[row * size + column] as number) - dot(a, row * size, column * size, 0, column);
      a[row * size + column] =
        column < row ? rest / (a[column * size + column] as number) : Math.sqrt(rest > 0 ? rest : Number.NaN);
    }
    logDeterminant += 2 * Math.log(a[row * size + row] as number);
  }
  // The transpose of L^-1, row by row.
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    inverse[column * size + column] = 1 / (a[column * size + column] as number);
    for (let row = column + 1; row < size; row++) {
      let sum = 0;
      for (let k = column; k < row; k++) {
        sum += (a[row * size + k] as number) * (inverse[column * size + k] as number);
      }
      inverse[column * size + row] = -sum / (a[row * size + row] as number);
    }
  }
  // A^-1 = L^-T L^-1
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      const value = dot(inverse, row * size, column * size, row, size);
      a[row * size + column] = value;
      a[column * size + row] = value;
    }
  }
  return logDeterminant;
}

/** The product of two rows of a matrix, which begin at `one` and `other`, over a range of columns. */
function dot(matrix: Float64Array, one: number, other: number, from: number, to: number): number {
  let sum = 0;
  for (let k = from; k < to; k++) sum += (matrix[one + k] as number) * (matrix[other + k] as number);
  return sum;
}

const perUnit = 64;
/** Beyond it erf is 1 within a double's precision. */
const farthest = 6;
const values = Float64Array.from({ length: perUnit * farthest + 1 }, (_, index) => exact(index / perUnit));
const slopes = values.map((_, index) => erfSlopeExact(index / perUnit));

function erfSlopeExact(z: number): number {
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-z * z);
}

/**
 * erf to about 1e-11, ten times as fast as to the last digit: the Taylor series about the nearest of 385 tabulated points.
 * Training spends more time in the activation than in matrix products otherwise.
 */
function erf(z: number): number {
  const size = Math.abs(z);
  if (!(size < farthest)) return Number.isNaN(z) ? z : Math.sign(z);
  const index = Math.round(size * perUnit);
  const at = index / perUnit;
  const step = size - at;
  const value =
    (values[index] as number) +
    (slopes[index] as number) *
      step *
      (1 + step * (-at + step * ((2 * at * at - 1) / 3 + (step * at * (3 - 2 * at * at)) / 6)));
  return z < 0 ? -value : value;
}

/** The derivative of erf, relative to it as precise as `erf`. */
function erfSlope(z: number): number {
  const size = Math.abs(z);
  if (!(size < farthest)) return Number.isNaN(z) ? z : 0;
  const index = Math.round(size * perUnit);
  const at = index / perUnit;
  const step = size - at;
  const square = at * at;
  const fourth = (square * (4 * square - 12) + 3) / 6;
  const third = (at * (6 - 4 * square)) / 3;
  return (slopes[index] as number) * (1 + step * (-2 * at + step * (2 * square - 1 + step * (third + step * fourth))));
}
