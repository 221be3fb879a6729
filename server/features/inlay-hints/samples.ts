import { t } from '@vscode/l10n';
import * as ast from '../../../language/generated/ast.js';
import type { SampleVerdict } from '../../../theory/calibration.js';
import { calibrationText, sampleScaleText } from '../../../present/markdown/samples.js';
import { sampleVerdictSentence } from '../../../present/views/samples.js';
import { sampleVerdictText } from '../../../present/words/results.js';
import { paragraphs } from '../../../present/markdown/text.js';
import { factorText } from '../../../present/numbers.js';
import { declarationId, endOf, placeOf, touches } from '../../positions.js';
import type { Hint, HintKind, HintRequest } from './hint.js';
import { cut } from '../../../present/hint-label.js';

/** After `samples`: whether that is above P*. */
export const samplesHints: HintKind = { kind: 'samples', hints };

function* hints({ document, range, predictions }: HintRequest): Iterable<Hint> {
  for (const study of document.declarations.filter(ast.isStudy)) {
    if (!touches(study, range)) continue;
    const property = study.properties.find(ast.isSamplesProperty);
    const position = property && endOf(property, 'samples');
    const predicted = predictions.of(study);
    if (!position || predicted.kind !== 'predicted') continue;
    const { excess, sampleVerdict } = predicted;
    if (excess === undefined || sampleVerdict === undefined) continue;
    yield {
      key: `samples:${study.name}`,
      kind: 'samples',
      position,
      label: cut(labelOf(sampleVerdict, excess, predicted.calibrated !== undefined)),
      tooltip: paragraphs(
        `${sampleScaleText(predicted)}.`,
        sampleVerdictSentence(predicted),
        calibrationText(predicted),
        predicted.calibrated
          ? t('P\\* is a lower bound: necessary, not sufficient.')
          : t('P\\* is a lower bound up to a factor of order one: necessary, not sufficient.'),
      ),
      place: placeOf(study),
      from: predicted.from.map(declarationId),
    };
  }
}

function labelOf(verdict: SampleVerdict, excess: number, isCalibrated: boolean): string {
  const text = sampleVerdictText(verdict);
  if (verdict === 'within') return text;
  return `${text} (${factorText(excess)}${isCalibrated ? ` ${t('calibrated')}` : ''})`;
}
