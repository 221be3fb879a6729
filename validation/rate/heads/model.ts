import type { Study } from '../../../theory/index.js';
import { sizesOfLayers } from '../layers/model.js';
import type { RateModel } from '../model.js';
import { headsAt } from './planned.js';
import { searchHeads } from './search.js';

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
