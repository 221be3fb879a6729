import type { Advice } from './advice.js';

/** The whole number that a file would give an advised size; undefined where it has none, or one too large to write. */
export function referenceValue({ goal, sizes, reference }: Advice, name: string): number | undefined {
  const exact = sizes.get(name)?.value(reference);
  if (exact === undefined) return undefined;
  const whole = Math.max(1, goal === 'widest' ? Math.floor(exact) : Math.round(exact));
  return Number.isSafeInteger(whole) ? whole : undefined;
}
