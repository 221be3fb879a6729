import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadFileText } from '../../language/file.js';
import { lowerStudy, predictLowered } from '../../language/index.js';
import { explanationJson } from '../../present/json/explanation.js';
import { studyJson } from '../../present/json/prediction.js';
import { words } from '../../present/words/words.js';
import { calibrationOf } from '../../theory/calibration.js';
import { root } from '../architecture/sources.js';
import { twoLayer } from './archscale.js';

/** The names of all fields of a value. Those of exponents are the names of sizes. */
function fieldsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(fieldsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...(name === 'exponents' ? [] : fieldsOf(inner))]);
}

it('the types of the library have every field of its predictions and explanations', async () => {
  const { studies } = await loadFileText(twoLayer, '/net.arch', { wording: words });
  const study = studies[0] && lowerStudy(studies[0]);
  const prediction = study && predictLowered(study);
  if (!study || !prediction) throw new Error('the study is not predicted');
  const one = { study, prediction, calibration: calibrationOf(study, prediction, []) };
  const types = ['cli/library/contract.ts', 'present/json/monomial.ts']
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .join('\n');
  const fields = new Set(fieldsOf([studyJson(one), explanationJson(one)]));
  expect(fields.has('informationExponent')).toBe(true);
  expect([...fields].filter((name) => !new RegExp(`readonly ${name}\\??:`).test(types))).toEqual([]);
});
