import { t } from '@vscode/l10n';
import type { LayerPattern } from '../../theory/prediction.js';
import { listed } from '../words/lists.js';
import { fitSentence } from '../views/fit.js';
import { estimateSentences } from '../views/estimated.js';
import { calibrationSentences } from '../views/samples.js';
import { competingMoves } from '../views/ties.js';
import { competingSentence, sampleScaleText as scaleText } from '../views/prediction.js';
import type { Predicted, PredictedStudy } from '../views/predicted.js';
import { paragraphs, plain } from './text.js';

/** P* as Markdown: `P\* ~ √(N2·d) = 128`. */
export function sampleScaleText({ written }: Predicted): string {
  return plain(scaleText(written));
}

/** What a small error needs and by which rule, as Markdown. */
export function fitLine({ written }: Predicted): string {
  return plain(fitSentence(written));
}

/** P* in measured numbers, and which kept prefactors are not used and why, as Markdown; undefined where none are kept. */
export function calibrationText(one: PredictedStudy): string | undefined {
  return paragraphs(...calibrationSentences(one)) || undefined;
}

/** The estimate of P* in numbers, or why there is none, as Markdown; undefined while none has been made. */
export function estimateText(one: PredictedStudy): string | undefined {
  const sentences = estimateSentences(one);
  return sentences === undefined ? undefined : plain(sentences);
}

/**
 * What else a layer of the text does in patterns within a factor 2 of the best, as Markdown; undefined where it does the same in all.
 * @param parts the layer in the best pattern: of a block each of its parts.
 */
export function competingFor(parts: readonly LayerPattern[], { written }: Predicted): string | undefined {
  const moves = competingMoves(written.prediction, parts);
  if (moves.length === 0) return undefined;
  return plain(t`Within a factor 2 of it: ${listed(moves, 'or')}. The heuristic alone cannot decide between them.`);
}

/** Which patterns come within a factor 2 of the best, as Markdown; undefined where none does. */
export function competing({ written }: Predicted): string | undefined {
  const sentence = competingSentence(written.prediction);
  return sentence === undefined ? undefined : plain(sentence);
}
