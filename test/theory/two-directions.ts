import { activations } from '../../theory/index.js';

/** A layer of the search: log N, and which degrees its activation has. */
export interface SearchedLayer {
  readonly logWidth: number;
  readonly activation: string;
}

type Index = readonly [number, number];

/**
 * The least log energy of a target along two orthogonal directions when every pattern is directed at one product
 * He_a(u) He_b(v): all assignments are tried at a budget, and the budget is bisected. Written from the rules alone,
 * independent of theory/, for a few layers and low degrees.
 * @param target the degrees (a, b) of its components.
 */
export function leastDirected(
  layers: readonly SearchedLayer[],
  logDimension: number,
  target: readonly Index[],
): number {
  const [most, other] = [0, 1].map((j) => Math.max(...target.map((index) => index[j] ?? 0)));
  const indices: Index[] = [];
  for (let a = 0; a <= (most ?? 0); a++) for (let b = 0; b <= (other ?? 0); b++) if (a + b > 0) indices.push([a, b]);
  const input = new Map(indices.map(([a, b]) => [`${a},${b}`, a + b === 1 ? logDimension : Infinity]));
  const at = (state: ReadonlyMap<string, number>, [a, b]: Index): number => state.get(`${a},${b}`) ?? Infinity;

  const lazy = (state: ReadonlyMap<string, number>, has: (k: number) => boolean): Map<string, number> => {
    const result = new Map(indices.map((index) => [index.join(), Infinity]));
    let products = state;
    for (let k = 1; k <= (most ?? 0) + (other ?? 0); k++) {
      if (has(k)) {
        for (const index of indices) result.set(index.join(), Math.min(at(result, index), at(products, index)));
      }
      const longer = new Map<string, number>();
      for (const whole of indices) {
        const splits = indices.map((part) => at(state, part) + at(products, [whole[0] - part[0], whole[1] - part[1]]));
        longer.set(whole.join(), Math.min(...splits));
      }
      products = longer;
    }
    return result;
  };

  const reaches = (from: Index, to: Index, has: (k: number) => boolean): boolean => {
    for (let k = 1; k <= 12; k++) {
      const isWithin = [0, 1].every((j) => {
        const [top, wanted] = [k * (from[j] ?? 0), to[j] ?? 0];
        return wanted <= top && (top - wanted) % 2 === 0;
      });
      if (has(k) && isWithin) return true;
    }
    return false;
  };

  const isEnough = (budget: number, layer: number, state: ReadonlyMap<string, number>): boolean => {
    const here = layers[layer];
    if (!here) return target.every((index) => at(state, index) <= budget);
    const has = (k: number): boolean => activations.get(here.activation)?.responds(k) ?? false;
    const passive = lazy(state, has);
    if (isEnough(budget, layer + 1, passive)) return true;
    return indices.some((index) => {
      const r = at(state, index);
      if (r === Infinity) return false;
      const count = Math.min(budget - r, here.logWidth);
      const boosted = (to: (index: Index) => boolean): Map<string, number> =>
        new Map(
          indices.map((one) => [
            one.join(),
            to(one) ? Math.min(at(passive, one), here.logWidth - count) : at(passive, one),
          ]),
        );
      if (
        has(1) &&
        isEnough(
          budget,
          layer + 1,
          boosted((one) => one.join() === index.join()),
        )
      )
        return true;
      if (
        count >= 0 &&
        isEnough(
          budget,
          layer + 1,
          boosted((one) => reaches(index, one, has)),
        )
      )
        return true;
      const gain = Math.min(budget - here.logWidth, r);
      return gain >= 0 && isEnough(budget, layer + 1, lazy(new Map(state).set(index.join(), r - gain), has));
    });
  };

  let [low, high] = [-50, 200];
  if (!isEnough(high, 0, input)) return Infinity;
  while (high - low > 1e-7) {
    const middle = (low + high) / 2;
    if (isEnough(middle, 0, input)) high = middle;
    else low = middle;
  }
  return high;
}
