import { plain } from '../../../present/diagram/scene-of.js';
import type { PointAnswer, Quantity } from '../../../protocol/diagram.js';
import { predict, type Monomial, type ReferenceSizes, type Study } from '../../../theory/index.js';
import { sized } from '../../../present/formulas.js';
import { fitText } from '../../../present/views/fit.js';
import { estimateView } from '../../../present/views/estimated.js';
import { moveText } from '../../../present/views/layer.js';
import type { Predicted } from '../../../present/views/predicted.js';
import { estimateComparison } from '../../../present/views/samples.js';
import { competingPatterns } from '../../../present/words/results.js';

/**
 * What the heuristic says at a study's reference sizes.
 * @param predicted the study of the file, with its own sizes.
 */
export function pointAnswer(study: Study, predicted: Predicted): PointAnswer {
  const prediction = predict(study);
  const estimate = isAtSizesOf(predicted, study) ? predicted.estimate : undefined;
  const estimated = { study, prediction, calibration: predicted.calibration, estimate };
  const view = estimateView(estimated);
  const { winner, sampleScale, learnable, fitVerdict } = prediction;
  return {
    sizes: Object.fromEntries(study.reference),
    pattern: winner.name,
    energy: quantity(winner.energy, study.reference),
    samples: quantity(sampleScale, study.reference),
    estimate: view && { text: view.text, verdict: estimateComparison(estimated) ?? null },
    fit: fitText({ study, prediction }),
    learnable: learnable ?? null,
    verdict: fitVerdict ?? null,
    layers: winner.layers.map((layer) => ({ name: layer.layer, text: moveText(layer, study) })),
    competing: competingPatterns(prediction),
  };
}

/** True when every size has the value that the file gives it. */
function isAtSizesOf({ study, written }: Predicted, point: Study): boolean {
  const own = new Map([...study.reference, ...written.study.reference]);
  return [...point.reference].every(([name, value]) => own.get(name) === value);
}

function quantity(monomial: Monomial, reference: ReferenceSizes): Quantity {
  return { ...plain(monomial), value: monomial.value(reference), text: sized(monomial, reference) };
}
