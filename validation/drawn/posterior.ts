import { invertPositive } from '../network/cholesky.js';
import { addProductOfRows, transpose } from '../network/matrix.js';
import { dot } from './weights.js';

/** The kernel of a drawn network over its inputs, reduced to its features. */
export interface DrawnKernel {
  /** <Phi_k Phi_l>, [features][features]. */
  readonly gram: Float64Array;
  /** <Phi_k, y> of two independent halves of inputs. */
  readonly overlaps: readonly [Float64Array, Float64Array];
}

/** What a data set of P samples learns on average. */
export interface LearnedBy {
  /** -log of the evidence without the prior of the hidden weights, averaged over data sets, over that of kappa alone. */
  readonly energy: number;
  /** <f, y> of the mean predictor. */
  readonly alignment: number;
  /** z = kappa_eff / P. */
  readonly z: number;
}

/**
 * The average evidence and alignment over data sets of P samples, for the kernel of given hidden weights, whose eigenvalues are lambda_i:
 *
 * kappa_eff = kappa + sum of lambda_i kappa_eff / (kappa_eff + P lambda_i),
 * 2 U = P (1 + s^2 - sum of y_i^2 P lambda_i / (kappa_eff + P lambda_i)) / kappa_eff
 *       + sum of log(1 + P lambda_i / kappa_eff) + P log(kappa_eff / kappa) + P (kappa / kappa_eff - 1),
 * A = sum of y_i^2 P lambda_i / (kappa_eff + P lambda_i).
 *
 * The derivative of the last three terms by kappa is the trace P / kappa_eff less that of log kappa, and by kappa_eff it is 0.
 * Sources: Canatar, Bordelon and Pehlevan, Nature Communications 12 (2021) 2914, for kappa_eff and the mean predictor (published); the evidence is derived.
 * @param zNear where the search for z begins.
 */
export function learnedBy(
  { gram, overlaps: [one, two] }: DrawnKernel,
  { ridge, noise, samples }: { readonly ridge: number; readonly noise: number; readonly samples: number },
  zNear: number,
): LearnedBy {
  const size = one.length;
  let z = zNear;
  let [inverse, logDeterminant] = invertedAt(gram, size, z);
  for (let round = 0; round < 12; round++) {
    // df = sum of lambda / (lambda + z); the root of P z - kappa = z df.
    const trace = traceOf(inverse, size);
    const resolved = size - z * trace;
    const gap = Math.log((ridge + z * resolved) / (samples * z));
    if (Math.abs(gap) < 1e-6) break;
    // By log z: the left side grows by the share of z df in it, times that of df in z.
    const share = (z * resolved) / (ridge + z * resolved);
    z *= Math.exp(gap / Math.max(1 - share, 0.05) / (share > 0.5 ? 2 : 1));
    [inverse, logDeterminant] = invertedAt(gram, size, z);
  }
  const alignment = dot(one, times(inverse, two));
  const effective = samples * z;
  const evidence =
    (1 + noise ** 2 - alignment) / z +
    (logDeterminant - size * Math.log(z)) +
    samples * (Math.log(effective / ridge) + ridge / effective - 1);
  return { energy: evidence / 2, alignment, z };
}

function invertedAt(gram: Float64Array, size: number, z: number): [Float64Array, number] {
  const inverse = gram.slice();
  for (let k = 0; k < size; k++) inverse[k * size + k] = (inverse[k * size + k] as number) + z;
  const logDeterminant = invertPositive(inverse, size);
  return [inverse, logDeterminant];
}

function traceOf(matrix: Float64Array, size: number): number {
  let sum = 0;
  for (let k = 0; k < size; k++) sum += matrix[k * size + k] as number;
  return sum;
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  return vector.map((_, row) => dot(matrix.subarray(row * size, (row + 1) * size), vector));
}

/** The mean of Phi_k Phi_l over inputs. @param phi [inputs][features] */
export function gramOf(phi: Float64Array, features: number): Float64Array {
  const inputs = phi.length / features;
  const byFeature = new Float64Array(phi.length);
  transpose(byFeature, phi, inputs, features);
  const gram = new Float64Array(features * features);
  addProductOfRows(gram, byFeature, byFeature, { rows: features, columns: features, inner: inputs }, 1 / inputs);
  return gram;
}
