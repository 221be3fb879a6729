import { pointQuantity } from '../report/quantity.js';
import type { ValidationResult, Verdict } from '../../validation/result.js';
import { durationText, intervalText, numberText } from '../numbers.js';
import { shownSteps } from '../views/bridge.js';
import { verdictText } from '../words/results.js';
import { comparedAlgorithm } from '../report/descent.js';
import { measuredExponent } from '../report/wording.js';
import { alignedTable } from './table.js';
import type { Colors } from './colors.js';
import { wrapped } from './wrap.js';

/** The result of a validation for a terminal: the verdict, both exponents, the points. */
export function validationText(result: ValidationResult, colors: Colors): string {
  const { study, level, predicted, measured, prefactor, reason, sweep } = result;
  const { variable } = sweep;
  const known = comparedAlgorithm(result);
  const lines = [
    `${colors.bold(study)}  ${colors.dim(`${level} level, ${result.engine} on ${result.device}, ${durationText(result.seconds)}`)}`,
    '',
    `  ${colors.bold(coloured(result.verdict, colors))}  ${wrapped(reason, '    ')}`,
    ...stepLines(result, colors),
    '',
    `  ${level === 'descent' ? 'equilibrium' : 'predicted  '} ${variable} to the power ${predicted.exponent}   (${predicted.pattern}, E ~ ${predicted.energy})`,
    ...(known ? [`  algorithm   ${variable} to the power ${known.exponent}   (${known.name})`] : []),
    ...(measured ? [`  measured    ${variable} to the power ${measuredExponent(result)}`] : []),
    ...(prefactor ? [`  prefactor   ${numberText(prefactor.value)}   ${intervalText(prefactor.interval)}`] : []),
    '',
    pointTable(result),
  ];
  return `${lines.join('\n')}\n`;
}

/** The steps that the verdict rests on, one a paragraph. */
function stepLines(result: ValidationResult, colors: Colors): string[] {
  return shownSteps(result).map(
    ({ compared, verdict, reason }) =>
      `\n    ${compared}: ${colors.bold(coloured(verdict, colors))}\n      ${wrapped(reason, '      ')}`,
  );
}

function coloured(verdict: Verdict, colors: Colors): string {
  const text = verdictText(verdict);
  if (verdict === 'agrees') return colors.green(text);
  return verdict === 'disagrees' ? colors.red(text) : colors.yellow(text);
}

function pointTable({ points, level }: ValidationResult): string {
  const sizes = Object.keys(points[0]?.sizes ?? {});
  const value = pointQuantity(level);
  return alignedTable(
    [...sizes, value, 'error'].map((title) => ({ title, align: 'right' })),
    points.map((point) => [
      ...sizes.map((size) => numberText(point.sizes[size] ?? NaN)),
      numberText(point.value),
      numberText(point.error),
    ]),
  );
}
