/** A sum of c_j He_j of a form of degree k. */
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
 * The function of p that a hierarchical target is, of unit norm. In the place of He_j stand the orthonormal polynomials of the law of p, which differ from
 * them by terms of order 1/d: He_3(p) itself has a share of order 1/d^2 of p.
 */
export function profileOfForm({ form, terms }: Profile, features: number): (p: number) => number {
  const highest = Math.max(...terms.map(({ degree }) => degree));
  const roots = recurrence(formMoments(form, features, 2 * highest)).map(Math.sqrt);
  const coefficients = Array.from({ length: highest + 1 }, (_, degree) =>
    terms.reduce((sum, term) => sum + (term.degree === degree ? term.coefficient : 0), 0),
  );
  const size = Math.hypot(...coefficients);
  return (p) => {
    let [before, here, sum] = [0, 1, 0];
    for (let n = 0; n < highest; n++) {
      [before, here] = [here, (p * here - (roots[n] as number) * before) / (roots[n + 1] as number)];
      sum += (coefficients[n + 1] as number) * here;
    }
    return sum / size;
  };
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

/**
 * b_n of p P_n = sqrt(b_(n+1)) P_(n+1) + sqrt(b_n) P_(n-1), the orthonormal polynomials of a symmetric law, from its moments 0 to 2m: b_0 is 0 here, and
 * n for Gaussian p. Source: the Chebyshev algorithm, Gautschi, Orthogonal Polynomials (2004), section 2.1.7.
 */
function recurrence(moments: readonly number[]): number[] {
  const found = [0];
  let before: readonly number[] = [];
  let here = moments;
  for (let n = 1; 2 * n < moments.length; n++) {
    const factor = found[n - 1] as number;
    // Entry l belongs to the power l; those below n are 0.
    const next = here.slice(1).map((value, l) => value - factor * (before[l] ?? 0));
    found.push((next[n] as number) / (here[n - 1] as number));
    [before, here] = [here, next];
  }
  return found;
}

function blocksOf(form: number, features: number): number {
  const blocks = Math.floor(features / form);
  if (blocks < 1) throw new RangeError(`a form of degree ${form} needs as many dimensions, and there are ${features}`);
  return blocks;
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}

/** n!! = n (n - 2) (n - 4) ... */
function doubleFactorial(n: number): number {
  return n <= 1 ? 1 : n * doubleFactorial(n - 2);
}
