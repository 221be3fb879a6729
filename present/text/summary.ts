import type { Monomial, ReferenceSizes } from '../../theory/index.js';
import { words } from '../words/words.js';
import type { PredictedStudy } from '../views/predicted.js';
import { calibrationLines } from './calibration.js';
import { numberText } from '../numbers.js';
import { parameterLabel, patternLabel, withRunsCounted } from './pattern.js';

/** A prediction in a few sentences: how much data, by which pattern, whether the samples given are enough. */
export function summaryText(one: PredictedStudy): string {
  const { study, prediction } = one;
  const { reference, samples } = study;
  const { sampleScale, winner, learnable } = prediction;
  const parameters = winner.layers.map((layer) => parameterLabel(layer, reference)).filter(Boolean);
  const means = parameters.length > 0 ? ` (${parameters.join('; ')})` : '';
  const sentences = [
    `${study.name}: ${study.network.name} learns ${study.target.name} from P ~ ${formulaText(sampleScale, reference)} samples, by the pattern ${patternLabel(winner.name)}${means}.`,
    ...(samples ? [`P = ${formulaText(samples, reference)} is ${learnable ? 'above' : 'below'} it.`] : []),
    ...calibrationLines(one).map((line) => `It is ${line}.`),
  ];
  return [sentences.join(' '), ...prediction.omissions.map((note) => `Note: ${withRunsCounted(words(note))}`)].join(
    '\n',
  );
}

/** `√(N·d) = 128`, or the number alone. */
export function formulaText(monomial: Monomial, reference: ReferenceSizes): string {
  const value = numberText(monomial.value(reference));
  return monomial.isConstant ? value : `${monomial.toUnicode()} = ${value}`;
}
