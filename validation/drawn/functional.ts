/** c He_n(v.z), v a unit vector in the space of one input's standardised values: its parts by their place among them. */
export interface Line {
  readonly coefficient: number;
  readonly degree: number;
  readonly parts: readonly (readonly [at: number, part: number])[];
}

/**
 * A function of the inputs whose averages with what layers make are wanted: a component of the target, or a feature along which weights are moved.
 *
 * `lines`: a sum of Hermite functions along lines. Where it sums over equals (the other tokens), one of them, chosen by a number from 0 to 1, counts for
 * all. `values`: known by its values alone.
 */
export type Functional =
  | { readonly kind: 'lines'; linesAt(choice: number): readonly Line[] }
  | { readonly kind: 'values'; valuesAt(inputs: Float64Array): Float64Array };

/** A factor He_n(v.z) of a product along orthogonal unit vectors. */
export interface LineFactor {
  readonly degree: number;
  readonly parts: Line['parts'];
}

/**
 * A product of Hermite polynomials along orthogonal unit vectors as a sum of Hermite polynomials along single ones: the polarization of its
 * highest power, as products and powers of Gaussian numbers without their lower degrees polarize alike.
 *
 * x_1 ... x_n = (2^(n-1) n!)^-1 sum over signs e_2, ..., e_n of e_2 ... e_n (x_1 + e_2 x_2 + ... + e_n x_n)^n (the polarization identity; derived for
 * Hermite polynomials).
 */
export function polarized(factors: readonly LineFactor[], coefficient = 1): Line[] {
  const vectors = factors.flatMap(({ degree, parts }) => Array.from({ length: degree }, () => parts));
  const degree = vectors.length;
  const norm =
    coefficient *
    Math.sqrt(
      factorial(degree) /
        factors.reduce((product, { degree: n }) => product * factorial(n), 1) /
        (2 ** (degree - 1) * factorial(degree)) ** 2,
    );
  const sums = new Map<string, Line>();
  for (let way = 0; way < 2 ** Math.max(degree - 1, 0); way++) {
    const total = new Map<number, number>();
    let sign = 1;
    for (const [index, parts] of vectors.entries()) {
      const isMinus = index > 0 && (way >> (index - 1)) % 2 === 1;
      if (isMinus) sign = -sign;
      for (const [at, part] of parts) total.set(at, (total.get(at) ?? 0) + (isMinus ? -part : part));
    }
    const entries = [...total].filter(([, part]) => Math.abs(part) > 1e-12).sort(([a], [b]) => a - b);
    const length = Math.hypot(...entries.map(([, part]) => part));
    const first = entries[0];
    if (!first) continue;
    // He_n(-t) = (-1)^n He_n(t)
    const flip = first[1] < 0 ? -1 : 1;
    const parts = entries.map(([at, part]) => [at, (flip * part) / length] as const);
    const key = keyOf(parts);
    const share = norm * sign * flip ** degree * length ** degree;
    sums.set(key, { parts, degree, coefficient: (sums.get(key)?.coefficient ?? 0) + share });
  }
  return [...sums.values()].filter((line) => Math.abs(line.coefficient) > 1e-12);
}

/** The same text for the same line. */
export const keyOf = (parts: Line['parts']): string => parts.map(([at, part]) => `${at}:${part.toFixed(9)}`).join();

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
