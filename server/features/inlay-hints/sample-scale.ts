import { t } from '@vscode/l10n';
import * as ast from '../../../language/generated/ast.js';
import { code, paragraphs } from '../../../present/markdown/text.js';
import { patternName } from '../../../present/markdown/pattern.js';
import { calibrationText, competing, sampleScaleText } from '../../../present/markdown/samples.js';
import { declarationId, endOf, endOfKeyword, placeOf, touches } from '../../positions.js';
import type { Predicted } from '../../../present/views/predicted.js';
import type { Hint, HintKind, HintRequest } from './hint.js';
import { label } from '../../../present/hint-label.js';

/** In each study's first line: P*, the number of samples that learning needs. */
export const sampleScaleHints: HintKind = { kind: 'sampleScale', hints };

function* hints({ document, range, predictions }: HintRequest): Iterable<Hint> {
  for (const study of document.declarations.filter(ast.isStudy)) {
    const position = endOfKeyword(study, '{') ?? endOf(study, 'name');
    if (!touches(study, range) || !position) continue;
    const predicted = predictions.of(study);
    if (predicted.kind !== 'predicted') continue;
    const { sampleScale } = predicted.written.prediction;
    const { calibrated } = predicted;
    const value = calibrated?.samples.value ?? sampleScale.value(predicted.written.study.reference);
    yield {
      key: `sampleScale:${study.name}`,
      kind: 'sampleScale',
      position,
      label: label({
        symbol: 'P*',
        formula: sampleScale.isConstant ? '' : sampleScale.toUnicode(),
        value,
        ...(calibrated && { unit: t('calibrated') }),
      }),
      tooltip: tooltip(predicted),
      place: placeOf(predicted.learningLayer ?? study),
      from: predicted.from.map(declarationId),
    };
  }
}

function tooltip(predicted: Predicted): string {
  const { winner } = predicted.written.prediction;
  return paragraphs(
    t`Learning needs about **${sampleScaleText(predicted)}** samples, up to a factor of order one.`,
    calibrationText(predicted),
    t('P\\* = κ·E is necessary, not sufficient.'),
    t`Cheapest pattern of ${code(predicted.study.network.name)}: ${patternName(winner.name)}.`,
    competing(predicted),
  );
}
