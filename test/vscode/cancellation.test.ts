import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { holdRun, resultIn } from './held-run.js';
import { Workbench } from './workbench.js';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({ open: 'two-layer.arch', settings: { 'archscale.validation.preset': 'full' } });
  await workbench.editor().getByText('Validate').first().waitFor();
});
afterEach(({ task }) => workbench?.pictureOfFailure(task));
afterAll(() => workbench?.close());

test('a validation that is cancelled keeps its points, and resumes', async () => {
  const toast = workbench.page.locator('.notification-toast');
  await workbench.command('Archscale: Validate Study');
  const held = await holdRun(folder(), 1);
  await toast.filter({ hasText: 'Validating Cubic' }).getByText('Cancel').click();
  held.goOn();
  await toast.filter({ hasText: 'was stopped' }).waitFor();
  await expect.poll(async () => (await result())?.status).toBe('interrupted');

  await toast.filter({ hasText: 'was stopped' }).getByText('Resume').click();
  await expect.poll(async () => (await result())?.status).toBe('finished');
  const page = await workbench.webview('#results h1');
  await expect.poll(() => page.locator('.standing').textContent()).toContain('Finished');
});

const folder = () => path.join(workbench.workspace, '.archscale', 'two-layer', 'Cubic-rate');
const result = () => resultIn(folder());
