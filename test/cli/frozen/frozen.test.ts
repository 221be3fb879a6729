import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { root } from '../../architecture/sources.js';
import { archscale } from '../archscale.js';

/** What the command line answered to a call, kept by freeze.mjs. */
interface Answer {
  readonly args: readonly string[];
  readonly status: number;
  readonly stdout: string;
}

const folder = join(root, 'test/cli/frozen/answers');
const answers = readdirSync(folder).map((name): [string, Answer[]] => [
  name.replace('.json.gz', ''),
  JSON.parse(gunzipSync(readFileSync(join(folder, name))).toString()) as Answer[],
]);

it('there are answers for the examples', () => {
  expect(answers.length).toBeGreaterThan(20);
});

/** The JSON of every example is what it was before the house was moved; where a rule changes, freeze.mjs keeps the new one. */
describe.each(answers)('the JSON of examples/%s.arch', (_, kept) => {
  it.each(kept.map((one) => [one.args.join(' '), one] as const))('%s', (_call, { args, status, stdout }) => {
    // Paths are relative to the root, where the examples are.
    const now = archscale([...args, '--format', 'json'], {}, '', root);
    expect(now.code).toBe(status);
    expect(now.stdout).toBe(stdout);
  });
});
