import { largestPart } from '../../theory/parameters.js';
import type { RankedStudy } from '../views/comparison.js';
import { monomialJson } from './monomial.js';

/** A study as `archscale compare --format json` prints it. */
export function comparisonJson({ study, prediction, rank }: RankedStudy) {
  return {
    name: study.name,
    energy: monomialJson(prediction.winner.energy, study.reference),
    samples: monomialJson(prediction.sampleScale, study.reference),
    pattern: prediction.winner.name,
    parameters: monomialJson(largestPart(study.network, study.reference).count, study.reference),
    rank,
  };
}
