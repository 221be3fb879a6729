import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench.js';

const result = 'test/present/report/fixtures/finished.json';
let workbench: Workbench;

beforeAll(async () => {
  const files = { '.archscale/two-layer/Cubic-rate/result.json': await readFile(result, 'utf8') };
  workbench = await Workbench.open({ files, open: 'two-layer.arch' });
});
afterEach(({ task }) => workbench.pictureOfFailure(task));
afterAll(() => workbench?.close());

test('the last results show exponent, verdict and points, and survive a reload of the window', async () => {
  await workbench.command('Archscale: Show Last Results');
  const page = await workbench.webview('#results h1');
  await expect.poll(() => page.locator('.exponents').textContent()).toContain('1.010  [0.970, 1.050] at 95 %');
  expect(await page.locator('.banner').textContent()).toContain('agrees');
  expect(await page.locator('.points tbody tr').count()).toBe(4);
  await workbench.screenshot('results-page');

  await workbench.command('Developer: Reload Window');
  await expect.poll(() => page.isDetached()).toBe(true);
  const again = await workbench.webview('#results h1');
  await expect.poll(() => again.locator('.exponents').textContent()).toContain('1.010');
  await workbench.screenshot('results-page-after-reload');
});
