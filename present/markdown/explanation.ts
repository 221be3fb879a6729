import { t } from '@vscode/l10n';
import { derivationView, type StepView } from '../derivation.js';
import { ruleSummary } from '../words/rules.js';
import { words } from '../words/words.js';
import { sampleVerdictSentence } from '../views/samples.js';
import { ruleStatusText } from '../words/results.js';
import type { Predicted, Unpredicted } from '../views/predicted.js';
import { algorithmNeeds } from './algorithmic.js';
import { atLength, boundaries } from './boundaries.js';
import { learningCurves } from './learning.js';
import { layerTable, ranking } from './ranking.js';
import { rules } from './rules.js';
import { calibrationText, estimateText, fitLine, sampleScaleText } from './samples.js';
import { formula, sentence } from './size.js';
import { code, list, paragraphs, plain } from './text.js';

/** A study's prediction as a page: the result, its derivation step by step, the ranking, the boundaries, what is left out. */
export function explanation(predicted: Predicted | Unpredicted): string {
  const title = t`# Study ${code(predicted.node.name)}`;
  if (predicted.kind === 'unpredicted') {
    const { reason } = predicted;
    const why = reason
      ? `${sentence(words(reason.obstacle))}.\n\n${sentence(words(reason.help))}`
      : t('The study has errors: mend them first.');
    return paragraphs(title, t('There is no prediction.'), why);
  }
  const { prediction, study, written } = predicted;
  const needs = algorithmNeeds(predicted);
  return paragraphs(
    title,
    t`Network ${code(study.network.name)}, target ${code(study.target.name)}.`,
    t('## Result'),
    t`**${sampleScaleText(predicted)}** samples, by the pattern **${plain(predicted.tiedNames)}**.`,
    !prediction.sampleScale.equals(written.prediction.sampleScale) &&
      t`In free sizes: P\\* ~ ${formula(prediction.sampleScale)}.`,
    estimateText(predicted),
    calibrationText(predicted),
    fitLine(predicted),
    sampleVerdictSentence(predicted),
    layerTable(written.winner),
    t('## Derivation'),
    t('Only scales are kept: every factor of order one is left out.'),
    ...derivationView(written.prediction.derivation(written.winner)).map(step),
    t('## Patterns'),
    ranking(predicted, 24),
    t('## Boundaries'),
    t('One size moves while the others stay at their reference values.'),
    boundaries(prediction, atLength),
    t('## Predicted order of the components'),
    learningCurves(predicted),
    needs !== undefined && t('## What an algorithm needs'),
    needs,
    t('## Rules'),
    rules([...prediction.provenance, ...prediction.fit.provenance]),
    t('## What it leaves out'),
    prediction.omissions.length > 0
      ? list(prediction.omissions.map((one) => sentence(words(one))))
      : t('Nothing beyond the rules above.'),
  );
}

function step({ title, formulas, rule }: StepView, index: number): string {
  return paragraphs(
    `### ${index + 1}. ${sentence(title)}`,
    formulas.length > 0 && list(formulas.map(sentence)),
    t`Rule **${plain(rule.rule)}** (${ruleStatusText(rule.status)}): ${sentence(ruleSummary(rule))} _${plain(rule.source)}_`,
  );
}
