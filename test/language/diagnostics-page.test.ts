import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { diagnosticCodes } from '../../language/index.js';
import { diagnosticsOf, load } from './load.js';

const page = readFileSync(join(import.meta.dirname, '../../docs/diagnostics.md'), 'utf8').replaceAll('\r\n', '\n');
const sections = page
  .split(/^## /m)
  .slice(1)
  .map((section) => [section.split('\n')[0] ?? '', section] as const);

test('every code has a section, and every section is about a code', () => {
  expect(sections.map(([code]) => code).sort()).toEqual([...diagnosticCodes].sort());
});

// These take a second file: test/language/cases has them, in imports and calibrations. What lies outside takes a workspace:
// test/server/outside.test.ts. Data without a direction take a file of rows: test/cli/data.test.ts.
const withMore = [
  'arch-import-cycle',
  'arch-import-outside',
  'arch-calibration-broken',
  'arch-calibration-outdated',
  'arch-data-without-direction',
];
const alone = sections.filter(([code]) => !withMore.includes(code));

test.each(alone)('the example of %s causes it, at the severity that the page gives', async (code, section) => {
  const example = /```arch\n([\s\S]*?)```/.exec(section)?.[1] ?? '';
  const found = diagnosticsOf(await load(example));
  const severity = /^(Error|Warning|Information|Hint)\./m.exec(section)?.[1]?.toLowerCase();
  expect(found.map((one) => one.code)).toContain(code);
  expect(found.filter((one) => one.code === code).map((one) => one.severity)).toContain(
    severity === 'information' ? 'info' : severity,
  );
});
