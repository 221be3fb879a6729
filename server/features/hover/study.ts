import { t } from '@vscode/l10n';
import type * as ast from '../../../language/generated/ast.js';
import { algorithmNeeds } from '../../../present/markdown/algorithmic.js';
import { boundaries, briefly } from '../../../present/markdown/boundaries.js';
import { calibrationText, sampleScaleText } from '../../../present/markdown/samples.js';
import { sampleVerdictSentence } from '../../../present/views/samples.js';
import { learnedFirst } from '../../../present/markdown/learning.js';
import { ranking } from '../../../present/markdown/ranking.js';
import { ruleLine } from '../../../present/markdown/rules.js';
import { formula, sentence } from '../../../present/markdown/size.js';
import { code, list, paragraphs } from '../../../present/markdown/text.js';
import { words } from '../../../present/words/words.js';
import type { Predicted } from '../../../present/views/predicted.js';
import type { Predictions } from '../../document/predictions.js';

/** A study: P*, whether its samples suffice, the patterns ranked, the boundaries, the rules, and what is left out. */
export function studyHover(study: ast.Study, predictions: Predictions): string {
  const predicted = predictions.of(study);
  const title = `**study ${code(study.name)}**`;
  if (predicted.kind === 'unpredicted') {
    const why = predicted.reason
      ? `${sentence(words(predicted.reason.obstacle))}. ${sentence(words(predicted.reason.help))}`
      : t('There is no prediction while it has errors.');
    return paragraphs(title, why);
  }
  const { prediction } = predicted;
  return paragraphs(
    `${title}: ${sampleScaleText(predicted)}`,
    inFreeSizes(predicted),
    calibrationText(predicted),
    sampleVerdictSentence(predicted),
    ranking(predicted),
    boundaries(prediction, briefly),
    learnedFirst(predicted),
    algorithmNeeds(predicted),
    ruleLine(prediction.provenance),
    prediction.omissions.length > 0 && t`What it leaves out:\n\n${list(prediction.omissions.map((one) => sentence(words(one))))}`,
  );
}

function inFreeSizes({ prediction, written }: Predicted): string | undefined {
  const { sampleScale } = prediction;
  return sampleScale.equals(written.prediction.sampleScale)
    ? undefined
    : t`In free sizes: P\\* ~ ${formula(sampleScale)}.`;
}
