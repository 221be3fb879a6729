import { predict } from '../../../theory/predict.js';
import { representable } from '../../../theory/representable.js';
import type { Study } from '../../../theory/study.js';

/** P* at the reference sizes, one of them changed. */
export function sampleScaleAt(study: Study, size?: string, value = 1): number | undefined {
  if (representable(study.network, study.target)) return undefined;
  const reference = new Map(study.reference);
  if (size !== undefined) reference.set(size, value);
  return predict({ ...study, reference }).sampleScale.value(reference);
}

/** How far clear of the place where P* changes a smaller size stays. */
const margin = 2;

/** Beyond this a larger size is of no use to anyone. */
const largest = 2 ** 40;

/** The smallest whole value of a size, with a margin, down to which P* stays the same; undefined when it is no smaller. */
export function narrowest(study: Study, size: string): number | undefined {
  const isSame = sameAs(study, size);
  const given = study.reference.get(size) ?? 1;
  const least = isSame(1) ? 1 : lastWhole(given, 1, isSame);
  const clear = least * margin;
  const value = isSame(clear) ? clear : least;
  return value < given && isSame(value) ? value : undefined;
}

/** The largest whole value of a size up to which P* stays the same; undefined when it is no larger, or has no end. */
export function widest(study: Study, size: string): number | undefined {
  const isSame = sameAs(study, size);
  const given = Math.floor(study.reference.get(size) ?? 1);
  let past = 2 * given;
  while (past < largest && isSame(past)) past *= 2;
  if (past >= largest) return undefined;
  const value = lastWhole(given, past, isSame);
  return value > given && isSame(value) ? value : undefined;
}

function sameAs(study: Study, size: string): (value: number) => boolean {
  const wanted = sampleScaleAt(study);
  return (value) => {
    const found = sampleScaleAt(study, size, value);
    return found !== undefined && wanted !== undefined && Math.abs(found - wanted) <= 1e-9 * wanted;
  };
}

/** The whole value farthest from `inside` towards `outside` at which a condition holds, where it changes once between. */
function lastWhole(inside: number, outside: number, holds: (value: number) => boolean): number {
  let [kept, left] = [Math.round(inside), outside];
  while (Math.abs(left - kept) > 1) {
    const middle = Math.round((kept + left) / 2);
    if (holds(middle)) kept = middle;
    else left = middle;
  }
  return kept;
}
