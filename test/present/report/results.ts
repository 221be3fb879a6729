import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ValidationResult } from '../../../validation/result.js';

const read = (name: string): ValidationResult =>
  JSON.parse(
    readFileSync(fileURLToPath(new URL(`fixtures/${name}.json`, import.meta.url)), 'utf8'),
  ) as ValidationResult;

/** A finished run at the rate level. */
export const rate = read('finished');
/** A finished run at the training level: alignment x / (1 + x) with x = P / 12 d, so that P* = 12 d at 1/2. */
export const training = read('training');
