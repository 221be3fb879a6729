import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { ValidationResult } from '../../validation/result.js';
import { Workbench } from './workbench.js';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({ open: 'two-layer.arch', settings: { 'archscale.validation.preset': 'full' } });
  await workbench.editor().getByText('Validate').first().waitFor({ timeout: 30_000 });
});
afterEach(({ task }) => workbench?.pictureOfFailure(task));
afterAll(() => workbench?.close());

test('a validation that is cancelled keeps its points, and resumes', async () => {
  const toast = workbench.page.locator('.notification-toast');
  await workbench.command('Archscale: Validate Study');
  await expect.poll(async () => (await result())?.points.length, { timeout: 30_000 }).toBeGreaterThan(0);
  await toast.filter({ hasText: 'Validating Cubic' }).getByText('Cancel').click();
  await toast.filter({ hasText: 'was stopped' }).waitFor();
  await expect.poll(async () => (await result())?.status).toBe('interrupted');

  await toast.filter({ hasText: 'was stopped' }).getByText('Resume').click();
  await expect.poll(async () => (await result())?.status, { timeout: 60_000 }).toBe('finished');
  const page = await workbench.webview('#results h1');
  await expect.poll(() => page.locator('.standing').textContent()).toContain('Finished');
});

/** The result as it stands; none while it is not there yet. */
async function result(): Promise<ValidationResult | undefined> {
  const file = path.join(workbench.workspace, '.archscale', 'two-layer', 'Cubic-rate', 'result.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as ValidationResult);
}
