import type { Study } from '../../../theory/index.js';
import { sizesOfLayers } from '../layers/model.js';
import type { RateModel } from '../model.js';
import { headsAt } from './planned.js';
import { searchHeads } from './search.js';

/** The model of one attention layer, and layers of units behind it, with the attentive target: U over the scores of its heads and the gains of the units. */
export function headsModel({ network }: Study): RateModel {
  const { input } = network;
  if (input.kind !== 'tokens') throw new RangeError('heads attend to tokens');
  const passing = network.layers[0]?.residual
    ? [
        'The query passes beside attention, so what is measured is alignment with the target less all that is a function of the query alone.',
      ]
    : [];
  return {
    method: { kind: 'heads' },
    notes: passing,
    dimension: input.dimension,
    counts: [input.length, ...sizesOfLayers(network)],
    seenAt: async (planned, pause) => (await searchHeads(headsAt(planned, 0), 0, pause)).lowest.seen.join(', '),
  };
}
