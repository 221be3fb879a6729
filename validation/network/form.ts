import { hermite } from './hermite.js';

/** A profile of a form: the sum of c_j He_j(p). */
interface Profile {
  readonly form: number;
  readonly terms: readonly { readonly degree: number; readonly coefficient: number }[];
}

/**
 * The form p of degree k at inputs [rows][features]: the sum over blocks of k features of their product, over the root of the number of blocks.
 * Features that make no whole block are left out. It has trace 0 and unit variance on Gaussian inputs; for k = 2 it is x'Ax, A of full rank.
 * @throws RangeError where there are fewer than k features.
 */
export function formValues(form: number, inputs: Float64Array, features: number): Float64Array {
  const blocks = blocksOf(form, features);
  return Float64Array.from({ length: inputs.length / features }, (_, row) => {
    let sum = 0;
    for (let start = row * features, left = blocks; left > 0; left--) {
      let product = 1;
      for (let axis = 0; axis < form; axis++) product *= inputs[start++] as number;
      sum += product;
    }
    return sum / Math.sqrt(blocks);
  });
}

/**
 * The function of p that a hierarchical target is: sum c_j He_j(p), less its mean and over its deviation, which differ from 0 and from that of Gaussian
 * p by terms of order 1/d.
 */
export function profileOfForm({ form, terms }: Profile, features: number): (p: number) => number {
  const polynomial = sumOf(terms.map(({ degree, coefficient }) => scaled(hermiteCoefficients(degree), coefficient)));
  const moments = formMoments(form, features, 2 * (polynomial.length - 1));
  const average = (coefficients: readonly number[]): number =>
    coefficients.reduce((sum, value, power) => sum + value * (moments[power] ?? 0), 0);
  const mean = average(polynomial);
  const deviation = Math.sqrt(average(productOf(polynomial, polynomial)) - mean ** 2);
  return (p) =>
    (terms.reduce((sum, { degree, coefficient }) => sum + coefficient * hermite(degree, p), 0) - mean) / deviation;
}

/**
 * The moments <p^n> of the form on Gaussian inputs, n from 0 to `most`: those of one block's product are ((n - 1)!!)^k for even n and 0 for odd n, and the
 * exponential generating function of a sum is the power of that of a summand.
 */
export function formMoments(form: number, features: number, most: number): number[] {
  const blocks = blocksOf(form, features);
  const ofBlock = Array.from({ length: most + 1 }, (_, n) =>
    n % 2 === 1 ? 0 : doubleFactorial(n - 1) ** form / factorial(n),
  );
  const ofSum = [1];
  for (let n = 1; n <= most; n++) {
    let sum = 0;
    for (let j = 1; j <= n; j++) sum += (j * (blocks + 1) - n) * (ofBlock[j] as number) * (ofSum[n - j] as number);
    ofSum.push(sum / n);
  }
  return ofSum.map((value, n) => (value * factorial(n)) / blocks ** (n / 2));
}

function blocksOf(form: number, features: number): number {
  const blocks = Math.floor(features / form);
  if (blocks < 1) throw new RangeError(`a form of degree ${form} needs as many dimensions, and there are ${features}`);
  return blocks;
}

/** The coefficients of He_n of unit norm, the constant first. */
function hermiteCoefficients(degree: number): number[] {
  let [before, here]: [number[], number[]] = [[], [1]];
  for (let n = 0; n < degree; n++)
    [before, here] = [here, scaled(sumOf([[0, ...here], scaled(before, -Math.sqrt(n))]), 1 / Math.sqrt(n + 1))];
  return here;
}

const scaled = (polynomial: readonly number[], factor: number): number[] => polynomial.map((value) => factor * value);

function sumOf(polynomials: readonly (readonly number[])[]): number[] {
  const length = Math.max(...polynomials.map((one) => one.length));
  return Array.from({ length }, (_, power) => polynomials.reduce((sum, one) => sum + (one[power] ?? 0), 0));
}

function productOf(left: readonly number[], right: readonly number[]): number[] {
  return sumOf(left.map((value, power) => [...new Array<number>(power).fill(0), ...scaled(right, value)]));
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}

/** n!! = n (n - 2) (n - 4) ... */
function doubleFactorial(n: number): number {
  return n <= 1 ? 1 : n * doubleFactorial(n - 2);
}
