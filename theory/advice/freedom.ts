import { Monomial } from '../monomial.js';
import { same, type DesignSpace } from './design-space.js';
import { minimise } from './linear-program.js';
import { need } from './routes.js';
import type { Sizes } from './sizes-put-in.js';

/** How far sizes may move from those advised while the samples of a small error stay within a bound. */
export interface Freedom {
  /** The size that moves alone, or all that move together. */
  readonly names: readonly string[];
  readonly least: Monomial;
  /** Undefined when there is no end. */
  readonly most: Monomial | undefined;
}

/** Beyond so many routes the ranges are not worth their time. */
const mostRoutes = 160;

/** The range of each size alone, and of all together where all are advised to be equal. */
export function freedomOf(space: DesignSpace, sizes: Sizes, bound: Monomial): Freedom[] {
  if (!space.complete || space.routes.length > mostRoutes) return [];
  const alone = space.limits.equalSizes && space.free.length > 1 ? [] : space.free.map((name) => [name]);
  const [first] = sizes.values();
  const areEqual = first !== undefined && [...sizes.values()].every((size) => size.equals(first));
  return [...alone, ...(areEqual && space.free.length > 1 ? [space.free] : [])].flatMap((names) =>
    range(space, sizes, bound, names),
  );
}

/** The connected range of sizes around the advised one: each route gives an interval, and those that touch are joined. */
function range(space: DesignSpace, sizes: Sizes, bound: Monomial, names: readonly string[]): Freedom[] {
  const [moving] = names;
  const here = moving && sizes.get(moving);
  if (!moving || !here) return [];
  const size = Monomial.size(moving);
  const put = new Map(space.free.map((name) => [name, names.includes(name) ? size : (sizes.get(name) ?? size)]));
  const log = (end: Monomial | undefined): number => end?.log(space.fixed) ?? Infinity;
  const candidates = space.routes.flatMap((route) => space.candidates(route, [bound.over(Monomial.size(need))]));
  const intervals = candidates.flatMap(({ atLeastOne, variables }) => {
    const program = {
      atLeastOne: atLeastOne.map((product) => product.substitute(put)),
      variables: variables.filter((name) => name === moving || !space.free.includes(name)),
      reference: space.fixed,
    };
    const low = minimise({ ...program, objective: size });
    if (low.status !== 'optimal') return [];
    const high = minimise({ ...program, objective: size.power(-1) });
    return [{ least: low.value, most: high.status === 'optimal' ? high.value.power(-1) : undefined }];
  });
  let [least, most]: [Monomial, Monomial | undefined] = [here, here];
  for (const one of intervals.toSorted((left, right) => log(left.least) - log(right.least))) {
    if (log(one.least) > log(most) + same) continue;
    if (log(one.most) > log(most) + same) most = one.most;
  }
  for (const one of intervals.toSorted((left, right) => log(right.most) - log(left.most))) {
    if (log(one.most) < log(least) - same) continue;
    if (log(one.least) < log(least) - same) least = one.least;
  }
  return [{ names, least, most }];
}
