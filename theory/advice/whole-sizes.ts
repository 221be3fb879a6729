import type { FitVerdict } from '../needs.js';
import type { ReferenceSizes } from '../monomial.js';
import { predict } from '../predict.js';
import type { Study } from '../study.js';
import type { Goal } from './design-space.js';
import type { Sizes } from './sizes-put-in.js';

/** More sizes than this are rounded without being tried one by one. */
const mostTried = 4;

/**
 * The whole numbers that a file gives advised sizes. Of the numbers beside the exact sizes those are taken with which a prediction has the
 * same verdict on the samples as with the exact ones, the nearest first.
 * @param reference of the sizes that stay.
 * @param verdict with the exact sizes; undefined without samples.
 * @returns nothing for a size that is too large to write.
 */
export function wholeSizes(
  study: Study,
  goal: Goal,
  sizes: Sizes,
  reference: ReferenceSizes,
  verdict: FitVerdict | undefined,
): ReadonlyMap<string, number> {
  const exact = [...sizes].map(([name, size]) => [name, size.value(reference)] as const);
  const nearest = new Map(
    exact.map(([name, value]) => [name, Math.max(1, goal === 'widest' ? Math.floor(value) : Math.round(value))]),
  );
  const isSame = (values: ReadonlyMap<string, number>): boolean =>
    predict({ ...study, reference: new Map([...study.reference, ...values]) }).fitVerdict === verdict;
  const options = exact.flatMap(([name, value]) => {
    const other = Math.max(1, (nearest.get(name) ?? 1) > value ? Math.floor(value) : Math.ceil(value));
    return other === nearest.get(name) ? [] : [[name, other] as const];
  });
  const isOpen = goal !== 'widest' && verdict !== undefined && options.length <= mostTried;
  const found = isOpen
    ? subsets(options)
        .map((changed) => new Map([...nearest, ...changed]))
        .find(isSame)
    : undefined;
  return new Map([...(found ?? nearest)].filter(([, value]) => Number.isSafeInteger(value)));
}

/** Every choice among some things, the smallest choices first. */
function subsets<T>(things: readonly T[]): T[][] {
  const all = things.reduce<T[][]>((lists, thing) => [...lists, ...lists.map((list) => [...list, thing])], [[]]);
  return all.sort((one, other) => one.length - other.length);
}
