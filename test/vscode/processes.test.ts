import { afterAll, beforeAll, expect, test } from 'vitest';
import { descendants, isAlive } from './testbed/processes.mjs';
import { Workbench } from './workbench.js';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({ open: 'two-layer.arch' });
  await workbench.editor().getByText('Validate').first().waitFor();
});
afterAll(() => workbench?.close());

test('the language server is started again when it is killed, and hints go on', async () => {
  const serversNow = async () =>
    (await descendants(workbench.server.process?.pid ?? 0)).filter(({ command }) => command.includes('server.cjs'));
  const server = (await serversNow())[0] ?? expect.fail('there is no server');
  process.kill(server.pid, 'SIGKILL');
  await expect.poll(async () => (await serversNow()).some(({ pid }) => pid !== server.pid)).toBe(true);
  // P* = sqrt(N d) = d, as N ~ d.
  const hint = async () => (await workbench.line('study Cubic').textContent())?.replaceAll('\u00a0', ' ');
  await workbench.goTo(4, 1);
  await workbench.page.keyboard.press('End');
  await workbench.page.keyboard.type('0');
  await expect.poll(hint).toContain('= 640');
  await workbench.page.keyboard.press('Backspace');
  await expect.poll(hint).toMatch(/= 64(?!\d)/);
});

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
