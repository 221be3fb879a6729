import { invertPositive } from '../../network/cholesky.js';

/** Some units of the last hidden layer that have the same distribution of weights. */
export interface UnitGroup {
  /** How many; may be a fraction. */
  readonly count: number;
  /** What such a unit holds of the functions along the target's directions, [points][functions], and the weight of each point. The weights add up to 1. */
  readonly values: Float64Array;
  readonly weights: Float64Array;
  /** The mean square of what it holds of each class of all other functions. */
  readonly others: Float64Array;
  /** Of how many combinations, in which the units act together with their mean of what they hold, the others differ, and what these hold. */
  readonly together?: { readonly count: number; readonly others: Float64Array };
}

/** The units that a readout of prior variance 1/divisor reads, and what it is to learn. */
export interface Population {
  readonly groups: readonly UnitGroup[];
  /** The number of functions in each class of other functions; Infinity where no two units share one. */
  readonly classes: readonly number[];
  /** N chi */
  readonly divisor: number;
  /** The target's coefficients of the functions along its directions, of unit norm. */
  readonly target: Float64Array;
  /** How often the others are there, each time with readout weights of their own: for every patch of a flattening readout. */
  readonly repeats: number;
  /** How often the functions along the target's directions are there beside their sum, which is the target's: for all but one of its directions or patches. */
  readonly beside: number;
}

/** P, kappa, and the standard deviation s of label noise. */
export interface DataSetting {
  readonly samples: number;
  readonly ridge: number;
  readonly noise: number;
}

/** What the readout of a population learns from P samples. */
export interface Learned {
  /** (1/2) y'(K + z)^-1 y + (1/2) log det(1 + K/z), and what the unresolved functions add. */
  readonly energy: number;
  /** <f, y> of the mean predictor. */
  readonly alignment: number;
  /** <(f - y)^2> of the mean predictor over all inputs, without what data sets add to it. */
  readonly error: number;
  /** kappa_eff */
  readonly effectiveRidge: number;
}

/**
 * The free energy of the readout on P samples of a population of units, and the alignment of its mean predictor.
 *
 * K = (1/divisor) sum of phi phi' over the units has few functions along the target's directions, and many others in which units are taken as independent.
 * The others act by their deterministic equivalent: (K + z)^-1 between units is diagonal, D = z + sum over classes n of t_n others_n, with
 * t_n = (1/divisor)/(1 + e_n), e_n = (1/(divisor B_n)) sum of others_n / D over the units, B_n the number of functions of the class (Marchenko and
 * Pastur; published: Rubio and Mestre, Stat. Probab. Lett. 81 (2011) 592). z = kappa_eff / P, kappa_eff = kappa + kappa_eff df / P, df = sum of B_n e_n/(1 + e_n)
 * (published: Bordelon, Canatar and Pehlevan, ICML 2020; Simon et al., TMLR 2023).
 * @param memory where the solution begins: that of the last population, which is left in it for the next one.
 * That few units make the held functions' part fluctuate is kept to second order (derived).
 */
export function learnedBy(population: Population, setting: DataSetting, memory: Memory = {}): Learned {
  const { groups, classes, divisor, target, repeats, beside } = population;
  const { samples: P, ridge, noise } = setting;
  const solved = resolved(population, setting, memory);
  const { effectiveRidge, diagonals, ofTogether, shares } = solved;
  const z = effectiveRidge / P;
  const size = target.length;
  const matrix = new Float64Array(size * size);
  const means: (Float64Array | undefined)[] = [];
  for (const [g, { count, values, weights, together }] of groups.entries()) {
    const scale = count / (divisor * (diagonals[g] as number));
    for (let point = 0; point < weights.length; point++)
      addSquare(matrix, size, values, point * size, scale * (weights[point] as number));
    if (!together) continue;
    const mean = meanOf(values, weights, size);
    means[g] = mean;
    addSquare(matrix, size, mean, 0, count / (divisor * (ofTogether[g] as number)) - scale);
  }
  for (let a = 0; a < size; a++) matrix[a * size + a] = (matrix[a * size + a] as number) + 1;
  let logDeterminant = beside > 0 ? beside * logDeterminantWithoutFirst(matrix, size) : 0;
  logDeterminant += invertPositive(matrix, size);
  const x = times(matrix, target);
  let left = dot(x, target);
  // z times the derivative of the part that is left.
  let ridgeLeft = 0;
  // Between the solution and itself, the square of what the matrix deviates by from its mean.
  let fluctuation = 0;
  for (const [g, { count, values, weights, together }] of groups.entries()) {
    const share = 1 / (divisor * (diagonals[g] as number));
    const mean = new Float64Array(size);
    let [square, aligned] = [0, 0];
    for (let point = 0; point < weights.length; point++) {
      const weight = weights[point] as number;
      const along = dotAt(values, point * size, x);
      if (along === 0) continue;
      aligned += weight * along * along;
      square += weight * along * along * quadratic(matrix, size, values, point * size);
      for (let a = 0; a < size; a++)
        mean[a] = (mean[a] as number) + weight * along * (values[point * size + a] as number);
    }
    ridgeLeft += divisor * count * share * share * aligned;
    fluctuation += count * share * share * Math.max(square - quadratic(matrix, size, mean, 0), 0);
    const ofAll = means[g];
    if (!together || !ofAll) continue;
    const along = dot(x, ofAll);
    ridgeLeft += divisor * count * ((1 / (divisor * (ofTogether[g] as number))) ** 2 - share * share) * along * along;
  }
  const error = Math.max(left - z * ridgeLeft, 0);
  left += fluctuation;
  let logs = 0;
  for (const [g, { count, together }] of groups.entries()) {
    const apart = count - (together?.count ?? 0);
    logs += apart * Math.log((diagonals[g] as number) / z);
    if (together) logs += together.count * Math.log((ofTogether[g] as number) / z);
  }
  for (const [n, functions] of classes.entries()) {
    const e = shares[n] as number;
    // Both terms are e for small e: the rest is e^2/2.
    if (functions < Infinity) logs += functions * (e < 1e-5 ? (e * e) / 2 : Math.log1p(e) - e / (1 + e));
  }
  const ratio = ridge / effectiveRidge;
  const energy =
    left / (2 * z) +
    (logDeterminant + repeats * logs) / 2 +
    (P / 2) * (ratio - 1 - Math.log(ratio)) +
    (noise * noise) / (2 * z);
  return { energy, alignment: 1 - left, error, effectiveRidge };
}

/** The last solution: populations that follow each other in a search are alike. */
export interface Memory {
  solution?: { readonly logarithm: number; readonly shares: Float64Array };
}

/** kappa_eff, D of each group, and e of each class. */
interface Resolved {
  readonly effectiveRidge: number;
  readonly diagonals: Float64Array;
  /** D of what each group does together. */
  readonly ofTogether: Float64Array;
  readonly shares: Float64Array;
}

const tolerance = 1e-11;

function resolved(
  { groups, classes, divisor, repeats }: Population,
  { samples: P, ridge }: DataSetting,
  memory: Memory,
): Resolved {
  const diagonals = new Float64Array(groups.length);
  const ofTogether = new Float64Array(groups.length);
  const [first, second] = [new Float64Array(classes.length), new Float64Array(classes.length)];
  const { solution } = memory;
  const isAlike = solution?.shares.length === classes.length;
  const shares = isAlike ? solution.shares.slice() : new Float64Array(classes.length);
  /** z and what the others of a unit add to it. */
  const diagonalOf = (z: number, others: Float64Array): number => {
    let diagonal = z;
    for (let n = 0; n < others.length; n++) diagonal += (others[n] as number) / (divisor * (1 + (shares[n] as number)));
    return diagonal;
  };
  /** df at a kappa_eff, with D and e solved for it, from where they are. */
  const degreesAt = (effective: number): number => {
    const z = effective / P;
    for (let round = 0; round < 300; round++) {
      for (let g = 0; g < groups.length; g++) {
        const { others, together } = groups[g] as UnitGroup;
        diagonals[g] = diagonalOf(z, others);
        if (together) ofTogether[g] = diagonalOf(z, together.others);
      }
      let moved = 0;
      for (let n = 0; n < classes.length; n++) {
        const functions = classes[n] as number;
        if (functions === Infinity) continue;
        const e = heldBy(n) / functions;
        moved = Math.max(moved, Math.abs(e - (shares[n] as number)) / (1 + e));
        shares[n] = e;
      }
      if (moved < tolerance) break;
      if (round % 3 === 2) accelerate(first, second, shares);
      else (round % 3 === 0 ? first : second).set(shares);
    }
    let degrees = 0;
    for (const [n, functions] of classes.entries()) {
      const e = shares[n] as number;
      degrees += functions === Infinity ? heldBy(n) : (functions * e) / (1 + e);
    }
    return repeats * degrees;
  };
  /** Sum of others_n / D over the units, over the divisor. */
  const heldBy = (n: number): number => {
    let sum = 0;
    for (let g = 0; g < groups.length; g++) {
      const { count, others, together } = groups[g] as UnitGroup;
      const apart = count - (together?.count ?? 0);
      sum += (apart * (others[n] as number)) / (diagonals[g] as number);
      if (together) sum += (together.count * (together.others[n] as number)) / (ofTogether[g] as number);
    }
    return sum / divisor;
  };
  const total =
    (repeats * groups.reduce((sum, { count, others }) => sum + count * others.reduce((a, b) => a + b, 0), 0)) / divisor;
  // kappa_eff lies between kappa and kappa with all variance that there is: secants in logarithms, within what is known.
  let [low, high] = [Math.log(ridge), Math.log(ridge + total)];
  const excess = (x: number): number => {
    const effective = Math.exp(x);
    return Math.log(ridge + (effective * degreesAt(effective)) / P) - x;
  };
  const start = isAlike && solution.logarithm > low && solution.logarithm < high ? solution.logarithm : high;
  let [x0, f0] = [start, excess(start)];
  let x1 = Math.min(Math.max(low, x0 + f0), high);
  for (let round = 0; round < 60; round++) {
    const f1 = excess(x1);
    if (Math.abs(f1) < tolerance) break;
    if (f1 > 0) low = Math.max(low, x1);
    else high = Math.min(high, x1);
    const next = x1 - (f1 * (x1 - x0)) / (f1 - f0);
    [x0, f0] = [x1, f1];
    x1 = next > low && next < high ? next : (low + high) / 2;
    if (high - low < tolerance) break;
  }
  memory.solution = { logarithm: x1, shares };
  return { effectiveRidge: Math.exp(x1), diagonals, ofTogether, shares };
}

function meanOf(values: Float64Array, weights: Float64Array, size: number): Float64Array {
  const mean = new Float64Array(size);
  for (let point = 0; point < weights.length; point++)
    for (let a = 0; a < size; a++)
      mean[a] = (mean[a] as number) + (weights[point] as number) * (values[point * size + a] as number);
  return mean;
}

/** Adds weight v v' to the lower triangle of a matrix, v beginning at `from`. */
function addSquare(matrix: Float64Array, size: number, values: Float64Array, from: number, weight: number): void {
  for (let a = 0; a < size; a++) {
    const left = weight * (values[from + a] as number);
    if (left === 0) continue;
    for (let b = 0; b <= a; b++)
      matrix[a * size + b] = (matrix[a * size + b] as number) + left * (values[from + b] as number);
  }
}

function dotAt(values: Float64Array, from: number, x: Float64Array): number {
  let total = 0;
  for (let a = 0; a < x.length; a++) total += (values[from + a] as number) * (x[a] as number);
  return total;
}

/** v' A v of a symmetric matrix, v beginning at `from`. */
function quadratic(matrix: Float64Array, size: number, values: Float64Array, from: number): number {
  let total = 0;
  for (let a = 0; a < size; a++) {
    const left = values[from + a] as number;
    if (left === 0) continue;
    for (let b = 0; b < size; b++) total += left * (matrix[a * size + b] as number) * (values[from + b] as number);
  }
  return total;
}

/** Of a matrix without its first row and column: the constant is no other function for other directions or patches. */
function logDeterminantWithoutFirst(matrix: Float64Array, size: number): number {
  const rest = new Float64Array((size - 1) ** 2);
  for (let a = 1; a < size; a++) rest.set(matrix.subarray(a * size + 1, (a + 1) * size), (a - 1) * (size - 1));
  return invertPositive(rest, size - 1);
}

/** Aitken's step in the third of three members of a sequence that nears its end as a geometric one. */
function accelerate(first: Float64Array, second: Float64Array, third: Float64Array): void {
  for (let n = 0; n < third.length; n++) {
    const [one, two] = [(second[n] as number) - (first[n] as number), (third[n] as number) - (second[n] as number)];
    const next = (third[n] as number) + (two * two) / (one - two);
    if (one !== two && Math.abs(two) < Math.abs(one) && next > 0) third[n] = next;
  }
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (a[k] as number) * (b[k] as number);
  return sum;
};
function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const product = new Float64Array(vector.length);
  for (let row = 0; row < vector.length; row++) product[row] = dotAt(matrix, row * vector.length, vector);
  return product;
}
