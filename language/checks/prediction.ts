import * as ast from '../generated/ast.js';
import { predictLowered } from '../lowering/prediction.js';
import { lowerStudy } from '../lowering/study.js';
import { check } from './check.js';

/** Below this ridge, kappa counts as going to 0. */
const vanishingRidge = 0.01;

/** In mean-field scaling with a vanishing ridge, P* = kappa E says nothing any more. */
export const meanfieldVanishingRidge = check('RidgeProperty', ['arch-meanfield-vanishing-ridge'], function* (property) {
  const study = lowerStudy(property.$container);
  if (study?.network.output.scaling !== 'meanfield') return;
  const value = Math.exp(study.ridge.log(study.reference));
  if (value >= vanishingRidge) return;
  const message =
    'With scaling: meanfield (chi above 1) the bound becomes vacuous as the ridge kappa goes to 0: raise the ridge, or do not read P* as a prediction.';
  yield { node: property, property: 'ridge', code: 'arch-meanfield-vanishing-ridge', severity: 'warning', message };
});

/** Tells when the samples of a study do not reach what learning needs. */
export const samplesBelow = check('SamplesProperty', ['arch-samples-below'], function* (property) {
  if (!ast.isStudy(property.$container)) return;
  const study = lowerStudy(property.$container);
  const prediction = study && predictLowered(study);
  if (!study?.samples || prediction?.learnable !== false) return;
  const needed = prediction.sampleScale;
  const [given, least] = [study.samples, needed].map((size) => Number(size.value(study.reference).toPrecision(3)));
  const message = `P = ${given} is below P* ~ ${needed.toUnicode()} = ${least}: by the heuristic this study does not learn its target. Its numbers are of an order of magnitude.`;
  yield {
    node: property,
    property: 'samples',
    code: 'arch-samples-below',
    severity: 'info',
    message,
    data: { samples: needed.toString() },
  };
});
