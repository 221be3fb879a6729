/** A minimum found, and how well it is known. */
export interface Minimum {
  readonly at: readonly number[];
  readonly value: number;
  /** How far the values at the last simplex lie apart: the optimiser's tolerance. */
  readonly spread: number;
}

const firstEdge = 0.4;

interface Vertex {
  readonly at: readonly number[];
  readonly value: number;
}

/**
 * Minimises a function of a few variables by the simplex method, restarted at its own result until that no longer improves.
 *
 * Source: Nelder and Mead, Computer Journal 7 (1965) 308; coefficients that follow the dimension from Gao and Han,
 * Comput. Optim. Appl. 51 (2012) 259. No derivatives: the energies have clamps.
 * @param f may return Infinity where it is not defined.
 * @param precision relative to the value: where a descent ends.
 */
export function minimise(f: (at: readonly number[]) => number, start: readonly number[], precision = 1e-13): Minimum {
  let best = descend(f, start, firstEdge, precision);
  for (let restart = 0; restart < 6; restart++) {
    const next = descend(f, best.at, firstEdge / 2, precision);
    const gained = best.value - next.value;
    if (next.value <= best.value) best = next;
    if (gained <= 1000 * precision * (1 + Math.abs(best.value))) break;
  }
  return best;
}

function descend(
  f: (at: readonly number[]) => number,
  start: readonly number[],
  size: number,
  precision: number,
): Minimum {
  const n = start.length;
  const expand = 1 + 2 / n;
  const contract = 0.75 - 1 / (2 * n);
  const shrink = 1 - 1 / n;
  const vertex = (at: readonly number[]): Vertex => {
    const value = f(at);
    return { at, value: Number.isNaN(value) ? Infinity : value };
  };
  let simplex = [vertex(start), ...start.map((_, axis) => vertex(start.map((x, i) => (i === axis ? x + size : x))))];
  for (let step = 0; step < 400 * n; step++) {
    simplex.sort((a, b) => a.value - b.value);
    const [best, worst, second] = [simplex[0], simplex[n], simplex[n - 1]];
    if (!best || !worst || !second || best.value === Infinity) break;
    if (worst.value - best.value <= precision * (1 + Math.abs(best.value))) break;
    const centre = start.map((_, i) => simplex.slice(0, n).reduce((sum, v) => sum + (v.at[i] ?? 0), 0) / n);
    const along = (t: number): Vertex => vertex(centre.map((c, i) => c + t * (c - (worst.at[i] ?? 0))));
    const reflected = along(1);
    if (reflected.value < best.value) {
      const expanded = along(expand);
      simplex[n] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < second.value) {
      simplex[n] = reflected;
    } else {
      const contracted = along(reflected.value < worst.value ? contract : -contract);
      if (contracted.value < Math.min(reflected.value, worst.value)) simplex[n] = contracted;
      else
        simplex = simplex.map((v, i) =>
          i === 0 ? v : vertex(v.at.map((x, k) => (best.at[k] ?? 0) + shrink * (x - (best.at[k] ?? 0)))),
        );
    }
  }
  simplex.sort((a, b) => a.value - b.value);
  const best = simplex[0] ?? vertex(start);
  return { at: best.at, value: best.value, spread: (simplex[n]?.value ?? best.value) - best.value };
}
