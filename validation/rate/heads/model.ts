import { readoutDivisor } from '../../network/units.js';
import type { PlannedPoint } from '../../plan.js';
import { linearUnits, unitsOnStream } from './behind.js';
import type { HeadsProblem } from './energy.js';
import { headResponse, othersResponse, tabulated } from './response.js';
import { bilinearPrice, lowRankPrice } from './score-price.js';
import type { Study } from '../../../theory/index.js';
import { sizesOfLayers } from '../model.js';
import type { RateModel } from '../model.js';
import { searchHeads } from './search.js';
import type { Point } from '../../result.js';
import { neglectedTerms } from '../shared-terms.js';

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

/** The model of one attention layer, and layers of units behind it, with the attentive target: U over the scores of its heads and the gains of the units. */
export function headsModel({ network }: Study): RateModel {
  const { input } = network;
  if (input.kind !== 'tokens') throw new RangeError('heads attend to tokens');
  const notes = network.layers[0]?.residual ? [{ code: 'query-passes-attention' } as const] : [];
  return {
    method: { kind: 'heads' },
    notes,
    dimension: input.dimension,
    counts: [input.length, ...sizesOfLayers(network)],
    seenAt: async (planned, pause) => (await searchHeads(headsAt(planned, 0), 0, pause)).lowest.seen.join(', '),
  };
}

/**
 * Measures points by the method `heads`: the lowest saddle of U over the scores (docs/validation.md, "Attention").
 * @returns a function that measures one point; `pause` is awaited between minimisations and may throw to stop.
 */
export function headsSaddle(): (planned: PlannedPoint, pause: () => Promise<void>) => Promise<Point> {
  return async (planned, pause) => {
    const problem = headsAt(planned, planned.seed);
    const { lowest, spread, prior } = await searchHeads(problem, planned.seed, pause);
    const { turned, alpha, gain, after = [] } = lowest.state;
    // A relative error of lambda moves 1 / (2 lambda) by as much.
    const sampling = (2 * Math.sqrt(Math.max(lowest.bias, 0))) / (2 * lowest.lambda);
    return {
      sizes: planned.sizes,
      seed: planned.seed,
      value: lowest.energy,
      error: lowest.tolerance + sampling + neglectedTerms(lowest.lambda, [{ width: problem.heads, units: turned }]),
      seen: {
        pattern: lowest.seen.join(', '),
        units: turned,
        alpha,
        gain,
        ...Object.fromEntries(after.map((one, index) => [`gain${index + 2}`, one])),
        cost: lowest.cost,
        lambda: lowest.lambda,
        squaredMeanBias: lowest.bias,
        energyWithoutTurnedHeads: spread.energy,
        energyFromPrior: prior,
        tolerance: lowest.tolerance,
      },
    };
  };
}
