import { readoutDivisor } from '../../network/units.js';
import type { PlannedPoint } from '../../plan.js';
import type { HeadsProblem } from './energy.js';
import { headResponse } from './response.js';
import { bilinearPrice, lowRankPrice } from './score-price.js';
import { tabulated } from './tabulated.js';

/** Values of alpha from this on are tabulated, in units of the prior's 1/d. */
const smallest = 0.05;

/**
 * The problem of a planned point of one attention layer, with layers of linear units behind it or none.
 * @throws RangeError for any other network.
 */
export function headsAt({ network }: Pick<PlannedPoint, 'network'>, seed: number): HeadsProblem {
  const { input, layers, output } = network;
  const [head] = layers;
  const heads = head?.sizes['heads'];
  if (input.kind !== 'tokens' || heads === undefined) throw new RangeError('heads attend to tokens');
  return {
    response: tabulated(headResponse(input.length, input.dimension, seed), smallest / input.dimension),
    price: head?.scores?.form === 'lowrank' ? lowRankPrice(head.scores.rank) : bilinearPrice,
    dimension: input.dimension,
    heads,
    after: layers.slice(1).map(({ sizes }) => sizes['width'] ?? 1),
    chi: readoutDivisor(output, layers.at(-1)?.sizes['width'] ?? heads),
  };
}
