import type { Study } from '../../../theory/index.js';
import { sizesOfLayers } from '../layers/model.js';
import type { RateModel } from '../model.js';
import { headsAt } from './planned.js';
import { searchHeads } from './search.js';

/** The model of one attention layer with the attentive target: U over the scores of its heads. */
export function headsModel({ network }: Study): RateModel {
  const { input } = network;
  if (input.kind !== 'tokens') throw new RangeError('heads attend to tokens');
  return {
    method: { kind: 'heads' },
    dimension: input.dimension,
    counts: [input.length, ...sizesOfLayers(network)],
    seenAt: async (planned, pause) => (await searchHeads(headsAt(planned, 0), 0, pause)).lowest.seen.join(', '),
  };
}
