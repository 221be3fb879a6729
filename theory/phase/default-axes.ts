import { inputSizes } from '../input.js';
import type { Prediction } from '../prediction.js';
import type { Study } from '../study.js';
import { freeSizes } from '../free-sizes.js';

/**
 * The two sizes whose plane says most: those across whose values the winner changes most often, in the order in which the
 * study has them. Sizes of layers, which can be chosen, come before those of the data.
 * @returns undefined when fewer than two sizes are free.
 */
export function defaultAxes(study: Study, { boundaries }: Prediction): readonly [x: string, y: string] | undefined {
  const free = freeSizes(study);
  const ofData = inputSizes(study.network.input).flatMap(({ sizes }) => sizes);
  const changes = (name: string): number => boundaries.filter(({ variable }) => variable === name).length;
  const rank = (name: string): number => (ofData.includes(name) ? 1 : 0);
  const best = free.toSorted((one, other) => rank(one) - rank(other) || changes(other) - changes(one)).slice(0, 2);
  const [x, y] = free.filter((name) => best.includes(name));
  return x !== undefined && y !== undefined ? [x, y] : undefined;
}
