import { Monomial, type Study } from '../../theory/index.js';
import { sizesOfLayers } from './layers/model.js';
import { signalCounts, type RateModel } from './model.js';
import type { Overlap } from './overlap.js';
import { overlapAt, problemAt } from './problem.js';
import { findSaddle } from './saddle.js';

/** The model of one plain dense layer on gaussian(d): its weights are reduced to their overlaps by quadrature. */
export function overlapsModel({ network }: Study): RateModel {
  const { input } = network;
  if (input.kind !== 'gaussian') throw new RangeError('overlaps are taken on gaussian data');
  let overlap: Overlap | undefined;
  return {
    method: { kind: 'overlaps' },
    dimension: input.dimension,
    counts: [...sizesOfLayers(network), ...signalCounts(input, Monomial.one)],
    async seenAt(planned, pause) {
      overlap ??= overlapAt(planned);
      return (await findSaddle(problemAt(planned, overlap), 0, pause)).lowest.pattern;
    },
  };
}
