import type { PlannedPoint } from '../../plan.js';
import type { HeadsProblem } from './energy.js';
import { headResponse, type Halves } from './response.js';

/** Values of alpha from this on, in units of the prior's 1/d, and so many to a factor e. */
const smallest = 0.05;
const perUnit = 4;

/**
 * The problem of a planned point of one attention layer.
 * @throws RangeError for any other network.
 */
export function headsAt({ network }: Pick<PlannedPoint, 'network'>, seed: number): HeadsProblem {
  const { input, layers, output } = network;
  const heads = layers[0]?.sizes['heads'];
  if (input.kind !== 'tokens' || heads === undefined) throw new RangeError('heads attend to tokens');
  return {
    response: tabulated(headResponse(input.length, input.dimension, seed), smallest / input.dimension),
    dimension: input.dimension,
    heads,
    chi: output.scaling === 'meanfield' ? heads : 1,
  };
}

/** A response interpolated in the logarithm of |alpha|, filled as asked for; around 0 it is a straight line. */
function tabulated(response: (alpha: number) => Halves, from: number): (alpha: number) => Halves {
  const known = new Map<number, Halves>();
  const at = (alpha: number, key: number): Halves => {
    const value = known.get(key) ?? response(alpha);
    known.set(key, value);
    return value;
  };
  return (alpha) => {
    const sign = alpha < 0 ? -1 : 1;
    const size = Math.abs(alpha);
    const place = size > from ? Math.log(size / from) * perUnit : 0;
    const left = Math.floor(place);
    const node = (index: number): number => from * Math.exp(index / perUnit);
    const key = (index: number): number => sign * (index + 1);
    const [low, high] = size > from ? [node(left), node(left + 1)] : [0, from];
    const below = size > from ? at(sign * low, key(left)) : at(0, 0);
    const above = size > from ? at(sign * high, key(left + 1)) : at(sign * from, key(0));
    const share = (size - low) / (high - low);
    return [below[0] + share * (above[0] - below[0]), below[1] + share * (above[1] - below[1])];
  };
}
