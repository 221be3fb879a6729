import { t } from '@vscode/l10n';
import * as ast from '../../../language/generated/ast.js';
import type { SampleVerdict } from '../../../theory/calibration.js';
import { calibrationText } from '../../../present/markdown/calibration.js';
import { sampleScaleText } from '../../../present/markdown/sample-scale.js';
import { paragraphs } from '../../../present/markdown/text.js';
import { factorText } from '../../../present/numbers.js';
import { declarationId, endOf, placeOf, touches } from '../../positions.js';
import type { Hint, HintKind, HintRequest } from './hint.js';
import { cut } from './label.js';

/** After `samples`: whether that is above P*. */
export const samplesHints: HintKind = { kind: 'samples', hints };

function* hints({ document, range, predictions }: HintRequest): Iterable<Hint> {
  for (const study of document.declarations.filter(ast.isStudy)) {
    if (!touches(study, range)) continue;
    const property = study.properties.find(ast.isSamplesProperty);
    const position = property && endOf(property, 'samples');
    const predicted = predictions.of(study);
    if (!position || predicted.kind !== 'predicted') continue;
    const { excess, standing } = predicted;
    if (excess === undefined || standing === undefined) continue;
    yield {
      key: `samples:${study.name}`,
      kind: 'samples',
      position,
      label: cut(labelOf(standing, excess, predicted.calibrated !== undefined)),
      tooltip: paragraphs(
        `${sampleScaleText(predicted)}: ${verdictOf(standing)}`,
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

function verdictOf(standing: SampleVerdict): string {
  switch (standing) {
    case 'above':
      return t('these samples are enough for learning, by this estimate.');
    case 'below':
      return t('these samples are too few for learning, by this estimate.');
    case 'within':
      return t('these samples lie within its measured interval, so that either may hold.');
  }
}

function labelOf(standing: SampleVerdict, excess: number, isCalibrated: boolean): string {
  if (standing === 'within') return t('within the interval of P*');
  const by = isCalibrated ? `${factorText(excess)} ${t('calibrated')}` : factorText(excess);
  return standing === 'above' ? t`above P* (${by})` : t`below P* (${by})`;
}
