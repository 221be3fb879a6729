import type { Study } from '../../../theory/index.js';
import { sizesOfLayers } from '../layers/model.js';
import type { RateModel } from '../model.js';
import { embeddedAt } from './planned.js';
import { searchEmbedded } from './search.js';

/** The model of a linear layer on every token and one attention layer behind it, with the attentive target. */
export function embeddedModel({ network }: Study): RateModel {
  const { input } = network;
  if (input.kind !== 'tokens') throw new RangeError('heads attend to tokens');
  return {
    method: { kind: 'embedded-heads' },
    dimension: input.dimension,
    counts: [input.length, ...sizesOfLayers(network)],
    seenAt: async (planned, pause) => (await searchEmbedded(embeddedAt(planned, 0), 0, pause)).lowest.seen.join(', '),
  };
}
