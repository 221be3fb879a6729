import { pivotedCholesky, solveBackward, solveForward } from './matrix.js';

/** The highest degree that is measured. */
export const highestDegree = 5;

/** A component He_n of a function along a direction. */
export interface MeasuredComponent {
  readonly degree: number;
  /** Of the function of unit variance, with its standard error. */
  readonly coefficient: number;
  readonly error: number;
  /** The share of the variance of y that the component has: the square of the coefficient, less what noise adds to it. */
  readonly share: number;
}

/** Least squares of y in He_0(t), ..., He_K(t). */
export interface HermiteFit {
  /** c_0, ..., c_K. */
  readonly coefficients: Float64Array;
  /** y less the fit, row after row. */
  readonly residuals: Float64Array;
  /** The sum of the squares of the residuals. */
  readonly rest: number;
  /** The columns of the inverse of the Gram matrix of the basis. */
  readonly inverse: readonly Float64Array[];
}

/**
 * Normalised Hermite polynomials He_0, ..., He_K at t: E[He_n He_m] = 1 for n = m under a standard Gaussian t, else 0.
 * @param values are written, K + 1 of them.
 */
export function hermite(t: number, values: Float64Array): void {
  values[0] = 1;
  if (values.length > 1) values[1] = t;
  for (let n = 1; n + 1 < values.length; n++)
    values[n + 1] = (t * (values[n] ?? 0) - Math.sqrt(n) * (values[n - 1] ?? 0)) / Math.sqrt(n + 1);
}

/** Fits y by Hermite polynomials of t up to a degree. Degrees that the values of t do not part get the coefficient 0. */
export function hermiteFit(t: Float64Array, y: Float64Array, degree: number): HermiteFit {
  const size = degree + 1;
  const basis = new Float64Array(size);
  const gram = new Float64Array(size * size);
  const product = new Float64Array(size);
  for (let row = 0; row < t.length; row++) {
    hermite(t[row] ?? 0, basis);
    for (let i = 0; i < size; i++) {
      const value = basis[i] ?? 0;
      product[i] = (product[i] ?? 0) + value * (y[row] ?? 0);
      for (let j = 0; j < size; j++) gram[i * size + j] = (gram[i * size + j] ?? 0) + value * (basis[j] ?? 0);
    }
  }
  const scale = Array.from({ length: size }, (_, i) => Math.sqrt(gram[i * size + i] ?? 1) || 1);
  const scaled = gram.map((value, at) => value / ((scale[Math.floor(at / size)] ?? 1) * (scale[at % size] ?? 1)));
  const factor = pivotedCholesky(scaled, size, 1e-10);
  const solved = (right: ArrayLike<number>): Float64Array => {
    const own = Float64Array.from(factor.pivots, (pivot) => (right[pivot] ?? 0) / (scale[pivot] ?? 1));
    solveForward(factor, own, own);
    const values = new Float64Array(size);
    solveBackward(factor, own).forEach((value, i) => {
      const pivot = factor.pivots[i] ?? 0;
      values[pivot] = value / (scale[pivot] ?? 1);
    });
    return values;
  };
  const coefficients = solved(product);
  const residuals = new Float64Array(t.length);
  let rest = 0;
  for (let row = 0; row < t.length; row++) {
    hermite(t[row] ?? 0, basis);
    let value = y[row] ?? 0;
    for (let i = 0; i < size; i++) value -= (coefficients[i] ?? 0) * (basis[i] ?? 0);
    residuals[row] = value;
    rest += value * value;
  }
  const inverse = Array.from({ length: size }, (_, i) => solved(new Float64Array(size).fill(1, i, i + 1)));
  return { coefficients, residuals, rest, inverse };
}

/** The degree up to 5 that the Bayesian information criterion prefers: a higher one has to explain more than chance. */
export function bestDegree(t: Float64Array, y: Float64Array): number {
  const rows = t.length;
  let best = { degree: 1, criterion: Infinity };
  for (let degree = 1; degree <= Math.min(highestDegree, Math.floor(rows / 8)); degree++) {
    const { rest } = hermiteFit(t, y, degree);
    const criterion = rows * Math.log(Math.max(rest, Number.MIN_VALUE)) + degree * Math.log(rows);
    if (criterion < best.criterion) best = { degree, criterion };
  }
  return best.degree;
}

/**
 * The components of y along t, by least squares up to degree 5. Their standard errors hold for noise of any variance (White,
 * Econometrica 48 (1980) 817), and have what the mean and the variance of t and the variance of y contribute (derived: with t + e for t, c_n
 * grows by e sqrt(n + 1) c_(n+1); with (1 + h) t by h (n c_n + sqrt((n + 1)(n + 2)) c_(n+2)); with (1 + k) y by -k c_n).
 * @param t of zero mean and unit variance.
 * @param y of zero mean and unit variance.
 */
export function measuredComponents(t: Float64Array, y: Float64Array): MeasuredComponent[] {
  const rows = t.length;
  const degree = Math.max(1, Math.min(highestDegree, Math.floor(rows / 8)));
  const { coefficients, residuals, inverse } = hermiteFit(t, y, degree);
  const c = (n: number): number => coefficients[n] ?? 0;
  const basis = new Float64Array(degree + 1);
  const squares = new Float64Array(degree + 1);
  const correction = Math.sqrt(rows / Math.max(1, rows - degree - 1));
  for (let row = 0; row < rows; row++) {
    const [own, label] = [t[row] ?? 0, y[row] ?? 0];
    hermite(own, basis);
    for (const [n, column] of inverse.entries()) {
      let ofFit = 0;
      for (let i = 0; i <= degree; i++) ofFit += (column[i] ?? 0) * (basis[i] ?? 0);
      const ofMean = own * Math.sqrt(n + 1) * c(n + 1);
      const ofScale = ((own * own - 1) / 2) * (n * c(n) + Math.sqrt((n + 1) * (n + 2)) * c(n + 2));
      const ofLabel = (-c(n) * (label * label - 1)) / 2;
      const influence = correction * ofFit * (residuals[row] ?? 0) + (ofMean + ofScale + ofLabel) / rows;
      squares[n] = (squares[n] ?? 0) + influence * influence;
    }
  }
  return Array.from({ length: degree }, (_, at) => {
    const n = at + 1;
    const variance = squares[n] ?? 0;
    const share = Math.min(1, Math.max(0, c(n) ** 2 - variance));
    return { degree: n, coefficient: c(n), error: Math.sqrt(variance), share };
  });
}
