import type { ValidationResult } from '../validation/result.js';
import type { Row } from './facts.js';
import { facts } from './facts.js';
import { measuredExponent, standing } from './wording.js';

/** What a report says of a result before its plots, as terms and descriptions. */
export function summaryRows(result: ValidationResult): Row[] {
  const { predicted, sweep, level, file } = result;
  return [
    ['Measured exponent', measuredExponent(result)],
    ['Predicted exponent', `${predicted.exponent} (${predicted.energy}, ${predicted.pattern})`],
    ['Swept', `${sweep.variable} over ${sweep.values.join(', ')}`],
    ['Level', level],
    ['File', file],
    ['State', standing(result)],
    ...facts(result),
  ];
}
