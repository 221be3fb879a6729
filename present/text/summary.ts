import { words } from '../words/words.js';
import { sized } from '../formulas.js';
import { unformatted } from '../markdown/text.js';
import { estimateSentences, type PredictedStudy } from '../views/estimated.js';
import { parametersOf, sampleScaleText } from '../views/prediction.js';
import { fitSentence } from '../views/fit.js';
import { calibrationSentences, sampleVerdictSentence } from '../views/samples.js';
import { tiedNames } from '../views/ties.js';
import { patternLabel } from '../words/results.js';

/** A prediction in a few sentences: how much data, by which pattern, whether the samples given are enough. */
export function summaryText(one: PredictedStudy): string {
  const { study, prediction } = one;
  const { reference, samples } = study;
  const { winner, omissions } = prediction;
  const parameters = parametersOf(winner, study);
  const means = parameters.length > 0 ? ` (${parameters.join('; ')})` : '';
  const verdict = sampleVerdictSentence(one);
  const estimated = estimateSentences(one);
  const sentences = [
    `${study.name}: ${study.network.name} is predicted to need ${sampleScaleText(one)} samples to align with ${study.target.name}, by the pattern ${tiedNames(prediction, reference)}${means}.`,
    fitSentence(one),
    ...(samples && verdict !== undefined ? [`P = ${sized(samples, reference)}. ${unformatted(verdict)}`] : []),
    ...(estimated === undefined ? [] : [estimated]),
    ...calibrationSentences(one).map(unformatted),
  ];
  return [sentences.join(' '), ...omissions.map((note) => `Note: ${patternLabel(words(note))}`)].join('\n');
}
