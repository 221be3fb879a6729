import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { ValidationResult } from '../../validation/result.js';
import { Workbench } from './workbench.js';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({ open: 'two-layer.arch' });
  await workbench.editor().getByText('Validate').first().waitFor();
});
afterEach(({ task }) => workbench?.pictureOfFailure(task));
afterAll(() => workbench?.close());

test('the studies of the open files are offered as tasks', async () => {
  await workbench.command('Tasks: Run Task');
  const rows = workbench.page.locator('.quick-input-list .monaco-list-row');
  await rows.filter({ hasText: 'archscale' }).first().click();
  await rows.filter({ hasText: 'validate Cubic (rate)' }).first().waitFor();
  await workbench.screenshot('tasks');
  await workbench.page.keyboard.press('Escape');
});

test('a validation from the command palette shows its measured exponent in a chart', async () => {
  await workbench.goTo(18, 8);
  await workbench.command('Archscale: Validate Study');
  const page = await workbench.webview('#results h1');
  await expect.poll(() => page.locator('.standing').textContent()).toContain('Finished');
  const result = JSON.parse(await readFile(resultFile(), 'utf8')) as ValidationResult;
  const exponent = result.measured?.exponent.toFixed(3);
  expect(await page.locator('.exponents').textContent()).toContain(`Measured exponent${exponent}`);
  const plot = page.locator('[data-plot=exponent]');
  expect(await plot.locator('figcaption').textContent()).toContain(`measured ${exponent}`);
  expect(await plot.locator('canvas').getAttribute('aria-label')).toContain(`measured ${exponent}`);
  expect(Math.abs((result.measured?.exponent ?? 0) - 1)).toBeLessThan(0.05);
  await workbench.screenshot('validation');
});

test('the points can be saved as CSV', async () => {
  const page = await workbench.webview('#results h1');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  await workbench.save('Cubic-rate.csv');
  await expect.poll(() => contentOf('Cubic-rate.csv')).toMatch(/^d,seed,value,error,/);
});

test('the chart can be saved as PNG', async () => {
  const page = await workbench.webview('#results h1');
  await page.getByRole('button', { name: 'Export PNG' }).click();
  await workbench.save('Cubic-rate.png');
  await expect.poll(() => contentOf('Cubic-rate.png')).toMatch(/^.PNG/);
});

test('a file with errors is not run', async () => {
  await writeFile(path.join(workbench.workspace, 'broken.arch'), 'scale d = 0\nstudy S { network: Nowhere }\n');
  await workbench.load('broken.arch');
  await workbench.editor().locator('.squiggly-error').first().waitFor();
  await workbench.goTo(2, 8);
  await workbench.command('Archscale: Validate Study');
  await workbench.page.locator('.notification-toast').filter({ hasText: 'Mend' }).waitFor();
});

const contentOf = (name: string) => readFile(path.join(workbench.workspace, name), 'latin1').catch(() => '');

const resultFile = () => path.join(workbench.workspace, '.archscale', 'two-layer', 'Cubic-rate', 'result.json');
