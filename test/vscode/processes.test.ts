import { afterAll, beforeAll, expect, test } from 'vitest';
import { descendants, isAlive } from './testbed/processes.mjs';
import { Workbench } from './workbench.js';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({ open: 'two-layer.arch' });
  await workbench.editor().getByText('Validate').first().waitFor();
});
afterAll(() => workbench?.close());

test('the language server ends when the editor is killed', async () => {
  const root = workbench.server.process?.pid ?? 0;
  const running = await descendants(root);
  const servers = running.filter(({ command }) => command.includes('server.cjs'));
  expect(servers).toHaveLength(1);
  expect(servers[0]?.command).toContain('--clientProcessId=');

  // Killed, so that nobody can ask the language server to end: the extension host first, then VS Code.
  for (const { pid } of running.filter(({ command }) => command.includes('extensionHost')))
    process.kill(pid, 'SIGKILL');
  process.kill(root, 'SIGKILL');
  await expect.poll(async () => (await Promise.all(servers.map(({ pid }) => isAlive(pid)))).includes(true)).toBe(false);
});
