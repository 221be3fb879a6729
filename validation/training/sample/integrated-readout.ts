import { invertPositive } from '../../network/cholesky.js';
import { addProductOfRows, transpose } from '../../network/matrix.js';

/**
 * The readout's weights a ~ N(0, I) integrated out of exp(-|Phi a - y|^2 / 2 kappa), for features Phi that the hidden weights make:
 *
 *     E(Phi) = (1/2) y^T (K + kappa I)^-1 y + (1/2) log det(K / kappa + I),   K = Phi Phi^T,
 *
 * the evidence of Gaussian process regression (Rasmussen and Williams 2006, eq. 2.30; published), up to a constant. Given the features
 * a is Gaussian of mean m = (Phi^T Phi + kappa I)^-1 Phi^T y and covariance A^-1 = (Phi^T Phi / kappa + I)^-1. The derivative of E
 * is the mean over a of that of the integrand (derived): (Phi A^-1 - (y - Phi m) m^T) / kappa.
 *
 * All is solved in the smaller of samples and weights, which the identities of Woodbury and Sylvester allow.
 */
export class IntegratedReadout {
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
