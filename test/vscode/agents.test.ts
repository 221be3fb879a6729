import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { twoLayer } from '../cli/archscale.js';
import { Workbench } from './workbench.js';

interface Answers {
  readonly tools: readonly string[];
  readonly answers: readonly { readonly texts?: readonly string[]; readonly error?: string }[];
}

const calls = [
  { name: 'archscale_predict', input: { file: 'three-layer.arch' } },
  { name: 'archscale_explain', input: { source: twoLayer } },
  { name: 'archscale_predict', input: { file: 'nowhere.arch' } },
];

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({
    files: { 'calls.json': JSON.stringify(calls) },
    development: path.resolve('test/vscode/agent'),
  });
});
afterEach(({ task }) => workbench?.pictureOfFailure(task));
afterAll(() => workbench?.close());

test('an agent in VS Code finds the tools, and gets predictions, derivations and reasons', async () => {
  await expect.poll(written).toBeDefined();
  const { tools, answers } = (await written()) ?? expect.fail();
  expect(tools).toEqual(
    expect.arrayContaining(['archscale_predict', 'archscale_explain', 'archscale_compare', 'archscale_validate']),
  );
  const [predicted, explained, missing] = answers;
  expect(predicted?.texts?.[0]).toContain('2·d = 128');
  expect(explained?.texts?.[0]).toContain('P* = κ E = √(N·d)');
  expect(missing?.error).toContain('there is no such file');
});

/** What the agent has written; none while it is at work. */
async function written(): Promise<Answers | undefined> {
  const text = await readFile(path.join(workbench.workspace, 'answers.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Answers);
}
