import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ast, lowerStudy } from '../../language/index.js';
import { casesIn, type Expected } from './case.js';
import { diagnosticsOf, load } from './load.js';

const cases = casesIn(join(import.meta.dirname, 'cases'));

/** In the order of the text, so that the order of reporting does not matter. */
function ordered<T extends Expected>(list: readonly T[]): T[] {
  const row = ({ place }: T): number => Number(place.split(':')[0]) * 1e4 + Number(place.split(/[:-]/)[1]);
  return [...list].sort((left, right) => row(left) - row(right) || left.code.localeCompare(right.code));
}

describe.each([
  ['lines ending in LF', '\n'],
  ['lines ending in CRLF', '\r\n'],
])('diagnostics, %s', (_, ending) => {
  test.each(cases.map((one) => [one.name, one] as const))('%s', async (_name, { text, path, expected }) => {
    const document = await load(text.replaceAll('\n', ending), path);
    const found = ordered(diagnosticsOf(document));
    const wanted = ordered(expected).map((one) => ({
      ...one,
      message: expect.stringContaining(one.message) as string,
    }));
    expect(found).toEqual(wanted);
  });
});

test.each(cases.map((one) => [one.name, one] as const))(
  'a study that is not lowered has an error to explain it: %s',
  async (_name, { text, path }) => {
    const document = await load(text, path);
    const failed = document.parseResult.value.declarations.filter(ast.isStudy).filter((study) => !lowerStudy(study));
    const errors = diagnosticsOf(document).filter(({ severity }) => severity === 'error');
    if (failed.length > 0) expect(errors).not.toHaveLength(0);
  },
);
