import { access } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench.js';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({ open: 'two-layer.arch', trusted: false });
  await workbench.page.getByText("No, I don't trust the authors").click();
});
afterEach(({ task }) => workbench?.pictureOfFailure(task));
afterAll(() => workbench?.close());

test('without trust hints work, and nothing is run', async () => {
  await expect
    .poll(async () => (await workbench.line('study Cubic').textContent())?.replaceAll('\u00a0', ' '))
    .toContain('P* ~ √(N·d) = 64');
  await workbench.goTo(18, 8);
  await workbench.command('Archscale: Validate Study');
  const message = workbench.page.locator('.notification-toast').filter({ hasText: 'until you trust it' });
  await message.waitFor();
  await workbench.screenshot('restricted-mode');
  await expect(access(path.join(workbench.workspace, '.archscale'))).rejects.toThrow();
});
