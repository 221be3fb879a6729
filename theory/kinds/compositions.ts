/**
 * Every way to write a degree as a sum of degrees that are in the kernel, with an allowed number of terms.
 *
 * A lazy layer with activation degree k multiplies k features, and products of features add their degrees
 * (theory, lazy rule: n = i_1 + ... + i_k).
 * @param degree n, the degree to be made.
 * @param parts the degrees at hand, each at least 1.
 * @param mayHave says whether the activation has Hermite degree k.
 * @returns multisets, each as [degree, multiplicity] pairs, the fewest terms first.
 */
export function compositions(
  degree: number,
  parts: readonly number[],
  mayHave: (terms: number) => boolean,
): (readonly (readonly [number, number])[])[] {
  const found: { terms: number; parts: (readonly [number, number])[] }[] = [];
  const usable = parts.filter((part) => part <= degree).sort((a, b) => b - a);
  const extend = (rest: number, from: number, terms: number, chosen: (readonly [number, number])[]): void => {
    if (rest === 0) {
      if (mayHave(terms)) found.push({ terms, parts: chosen });
      return;
    }
    const part = usable[from];
    if (part === undefined) return;
    for (let count = Math.floor(rest / part); count >= 0; count--) {
      extend(rest - count * part, from + 1, terms + count, count > 0 ? [...chosen, [part, count]] : chosen);
    }
  };
  extend(degree, 0, 0, []);
  return found.sort((a, b) => a.terms - b.terms).map((composition) => composition.parts);
}
