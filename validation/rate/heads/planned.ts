import { readoutDivisor } from '../../network/units.js';
import type { PlannedPoint } from '../../plan.js';
import { linearUnits, unitsOnStream } from './behind.js';
import type { HeadsProblem } from './energy.js';
import { headResponse, othersResponse } from './response.js';
import { bilinearPrice, lowRankPrice } from './score-price.js';
import { tabulated } from './tabulated.js';

/** Values of alpha from this on are tabulated, in units of the prior's 1/d. */
const smallest = 0.05;

/**
 * The problem of a planned point of one attention layer, with layers of linear units behind it or none; or of one with an identity around it,
 * with a layer of any units behind it or none, as a transformer block is.
 * @throws RangeError for any other network.
 */
export function headsAt({ network }: Pick<PlannedPoint, 'network'>, seed: number): HeadsProblem {
  const { input, layers, output } = network;
  const [head, ...behind] = layers;
  const heads = head?.sizes['heads'];
  if (input.kind !== 'tokens' || heads === undefined) throw new RangeError('heads attend to tokens');
  const { length, dimension } = input;
  const onStream = head?.residual === true;
  return {
    response: onStream
      ? tabulated(othersResponse(length, dimension, seed), smallest / dimension)
      : tabulated(headResponse(length, dimension, seed), smallest / dimension),
    price: head?.scores?.form === 'lowrank' ? lowRankPrice(head.scores.rank) : bilinearPrice,
    dimension,
    heads,
    after: behind.map((layer) => (onStream ? unitsOnStream(layer, dimension) : linearUnits(layer.sizes['width'] ?? 1))),
    // |V w|^2 of d random values
    mixing: onStream ? 2 / dimension : 0,
    chi: readoutDivisor(output, layers.at(-1)?.sizes['width'] ?? heads),
  };
}
