import { plain } from '../../../present/diagram/scene-of.js';
import type { PointAnswer, Quantity } from '../../../protocol/diagram.js';
import { predict, type Monomial, type ReferenceSizes, type Study } from '../../../theory/index.js';
import { sized } from '../../../present/formulas.js';
import { fitText } from '../../../present/views/fit.js';
import { moveText } from '../../../present/views/layer.js';
import { competingPatterns } from '../../../present/words/results.js';

/** What the heuristic says at a study's reference sizes. */
export function pointAnswer(study: Study): PointAnswer {
  const prediction = predict(study);
  const { winner, sampleScale, learnable, fitVerdict } = prediction;
  return {
    sizes: Object.fromEntries(study.reference),
    pattern: winner.name,
    energy: quantity(winner.energy, study.reference),
    samples: quantity(sampleScale, study.reference),
    fit: fitText({ study, prediction }),
    learnable: learnable ?? null,
    verdict: fitVerdict ?? null,
    layers: winner.layers.map((layer) => ({ name: layer.layer, text: moveText(layer, study) })),
    competing: competingPatterns(prediction),
  };
}

function quantity(monomial: Monomial, reference: ReferenceSizes): Quantity {
  return { ...plain(monomial), value: monomial.value(reference), text: sized(monomial, reference) };
}
