import { t } from '@vscode/l10n';
import type { Range } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import { lowerValidation } from '../../../language/index.js';
import type { StudySummary } from '../../../protocol/studies.js';
import { numberText } from '../../../present/numbers.js';
import { calibrationText } from '../../../present/markdown/calibration.js';
import { nameRange } from '../../positions.js';
import type { Predictions } from '../../document/predictions.js';

/** Sums a study up; its range is that of the whole declaration. */
export function summary(study: ast.Study, predictions: Predictions): StudySummary {
  const predicted = predictions.of(study);
  const range = study.$cstNode?.range ?? nameRange(study) ?? emptyRange;
  const name = study.name ?? '';
  if (predicted.kind === 'unpredicted') {
    return { name, range, sampleScale: null, calibration: null, learnable: null, validation: null };
  }
  const { sampleScale } = predicted.written.prediction;
  const { calibrated } = predicted;
  const value = calibrated
    ? t`${numberText(calibrated.samples.value)} calibrated`
    : numberText(sampleScale.value(predicted.written.study.reference));
  const text = sampleScale.isConstant ? `P* = ${value}` : `P* ~ ${sampleScale.toUnicode()} = ${value}`;
  return {
    name,
    range,
    sampleScale: text,
    calibration: calibrationText(predicted) ?? null,
    learnable: predicted.prediction.learnable ?? null,
    validation: settingsOf(study),
  };
}

function settingsOf(study: ast.Study): StudySummary['validation'] {
  const { level, preset, engine } = lowerValidation(study)?.settings ?? {};
  if (!study.properties.some(ast.isValidation)) return null;
  return { ...(level && { level }), ...(preset && { preset }), ...(engine && { engine }) };
}

const emptyRange: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
