import { t } from '@vscode/l10n';
import type { Predicted, Unpredicted } from '../../views/predicted.js';
import { sampleVerdictSentence } from '../../views/samples.js';
import { words } from '../../words/words.js';
import { algorithmNeeds } from '../algorithmic.js';
import { boundaries, briefly } from '../boundaries.js';
import { learnedFirst } from '../learning.js';
import { ranking } from '../ranking.js';
import { fitRuleLine, ruleLine } from '../rules.js';
import { calibrationText, estimateText, fitLine, sampleScaleText } from '../samples.js';
import { formula, sentence } from '../size.js';
import { code, list, paragraphs } from '../text.js';

/**
 * A study as Markdown in few lines: P*, whether its samples suffice, its best patterns, and a link to everything else.
 * @param outcome what the heuristic says of it.
 * @param more the address of its explanation.
 */
export function shortStudyHover(outcome: Predicted | Unpredicted, more: string): string {
  if (outcome.kind === 'unpredicted') return studyHover(outcome);
  return paragraphs(
    `**study ${code(outcome.node.name)}**: ${sampleScaleText(outcome)}`,
    estimateText(outcome) ?? sampleVerdictSentence(outcome),
    calibrationText(outcome),
    ranking(outcome, 4),
    `[${t('More: what it rests on, boundaries, rules')}](${more})`,
  );
}

/**
 * A study as Markdown: P*, whether its samples suffice, the patterns ranked, the boundaries, the rules, and what is left out.
 * @param outcome what the heuristic says of it.
 */
export function studyHover(outcome: Predicted | Unpredicted): string {
  const title = `**study ${code(outcome.node.name)}**`;
  if (outcome.kind === 'unpredicted') {
    const why = outcome.reason
      ? `${sentence(words(outcome.reason.obstacle))}. ${sentence(words(outcome.reason.help))}`
      : t('There is no prediction while it has errors.');
    return paragraphs(title, why);
  }
  const { prediction } = outcome;
  return paragraphs(
    `${title}: ${sampleScaleText(outcome)}${outcome.placeholder ? ` (${t('for the placeholder target')})` : ''}`,
    inFreeSizes(outcome),
    estimateText(outcome),
    calibrationText(outcome),
    fitLine(outcome),
    sampleVerdictSentence(outcome),
    ranking(outcome),
    boundaries(prediction, briefly),
    learnedFirst(outcome),
    algorithmNeeds(outcome),
    ruleLine(prediction.provenance),
    fitRuleLine(prediction.fit.provenance),
    prediction.omissions.length > 0 &&
      t`What it leaves out:\n\n${list(prediction.omissions.map((one) => sentence(words(one))))}`,
  );
}

function inFreeSizes({ prediction, written }: Predicted): string | undefined {
  const { sampleScale } = prediction;
  return sampleScale.equals(written.prediction.sampleScale)
    ? undefined
    : t`In free sizes: P\\* ~ ${formula(sampleScale)}.`;
}
