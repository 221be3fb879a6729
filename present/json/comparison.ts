import { largestPart } from '../../theory/parameters.js';
import type { RankedStudy } from '../views/comparison.js';
import { estimateJson } from './estimate.js';
import { monomialJson } from './monomial.js';

/** A study as `archscale compare --format json` prints it. */
export function comparisonJson(one: RankedStudy) {
  const { study, prediction, rank } = one;
  return {
    name: study.name,
    energy: monomialJson(prediction.winner.energy, study.reference),
    samples: monomialJson(prediction.sampleScale, study.reference),
    estimate: estimateJson(one),
    pattern: prediction.winner.name,
    parameters: monomialJson(largestPart(study.network, study.reference).count, study.reference),
    rank,
  };
}
