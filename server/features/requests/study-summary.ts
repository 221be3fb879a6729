import type { Range } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import { lowerValidation } from '../../../language/index.js';
import type { StudySummary } from '../../../protocol/studies.js';
import { measuredScaleText } from '../../../present/views/prediction.js';
import { learnableBySamples, sampleVerdictSentence } from '../../../present/views/samples.js';
import { calibrationText, estimateText } from '../../../present/markdown/samples.js';
import { nameRange } from '../../positions.js';
import type { Predictions } from '../../document/predictions.js';

/** Sums a study up; its range is that of the whole declaration. */
export function summary(study: ast.Study, predictions: Predictions): StudySummary {
  const predicted = predictions.of(study);
  const range = study.$cstNode?.range ?? nameRange(study) ?? emptyRange;
  const name = study.name ?? '';
  if (predicted.kind === 'unpredicted') {
    return {
      name,
      range,
      sampleScale: null,
      calibration: null,
      estimate: null,
      learnable: null,
      verdict: null,
      validation: null,
    };
  }
  return {
    name,
    range,
    sampleScale: measuredScaleText(predicted),
    calibration: calibrationText(predicted) ?? null,
    estimate: estimateText(predicted) ?? null,
    learnable: learnableBySamples(predicted.sampleVerdict),
    verdict: sampleVerdictSentence(predicted) ?? null,
    validation: settingsOf(study),
  };
}

function settingsOf(study: ast.Study): StudySummary['validation'] {
  const { level, preset, engine } = lowerValidation(study)?.settings ?? {};
  if (!study.properties.some(ast.isValidation)) return null;
  return { ...(level && { level }), ...(preset && { preset }), ...(engine && { engine }) };
}

const emptyRange: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
