import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench.js';

let workbench: Workbench;

/** A training run, as its result file has it: alignments at P samples. */
async function trainingRun(): Promise<string> {
  const result = JSON.parse(await readFile('test/present/report/fixtures/finished.json', 'utf8')) as object;
  const points = [
    { sizes: { d: 16, P: 160 }, seed: 1, value: 0.22, error: 0.04 },
    { sizes: { d: 16, P: 320 }, seed: 1, value: 0.43, error: 0.04 },
    { sizes: { d: 16, P: 640 }, seed: 1, value: 0.59, error: 0.02 },
  ];
  return JSON.stringify({ ...result, level: 'training', points });
}

beforeAll(async () => {
  const files = { '.archscale/two-layer/Cubic-training/result.json': await trainingRun() };
  workbench = await Workbench.open({ open: 'three-layer.arch', files });
  await workbench.editor().getByText('Diagram').first().waitFor();
});
afterEach(({ task }) => workbench?.pictureOfFailure(task));
afterAll(() => workbench?.close());

/** Takes a picture in a light, a dark and a high-contrast theme. */
async function pictures(name: string): Promise<void> {
  for (const theme of ['Light Modern', 'Dark High Contrast', 'Dark Modern']) {
    await workbench.theme(theme);
    await workbench.screenshot(`${name} ${theme}`);
  }
}

const textOf = async (line: string) => (await workbench.line(line).textContent())?.replaceAll('\u00a0', ' ');

test('all studies of the workspace stand in a table that sorts, filters and leads to them', async () => {
  await workbench.goTo(27, 8);
  await workbench.command('Archscale: Compare Studies');
  const page = await workbench.webview('#comparison table');
  await expect.poll(() => page.locator('tbody tr').count()).toBe(1);
  await page.locator('select').selectOption('whole');
  await expect.poll(() => page.locator('tbody tr').count()).toBeGreaterThan(10);
  const first = () => page.locator('tbody tr').first().textContent();
  await page.getByRole('button', { name: 'Study' }).click();
  expect(await page.locator('th[aria-sort=ascending]').textContent()).toContain('Study');
  const ascending = await first();
  await page.getByRole('button', { name: 'Study' }).press('Enter');
  await expect.poll(first).not.toBe(ascending);
  await pictures('comparison');

  await page.locator('input').fill('two-layer');
  await expect.poll(() => page.locator('tbody tr').count()).toBe(1);
  expect(await page.locator('.count').textContent()).toContain('1 of ');
  const before = page;
  await workbench.command('Developer: Reload Window');
  await expect.poll(() => before.isDetached()).toBe(true);
  const again = await workbench.webview('#comparison table');
  await expect.poll(() => again.locator('tbody tr').count()).toBe(1);
  expect(await again.locator('input').inputValue()).toBe('two-layer');
  await again.locator('tbody tr button').click();
  await workbench.page.locator('.tab.active').filter({ hasText: 'two-layer.arch' }).waitFor();
});

test('the learning curve shows components, the least error and what a training run measured', async () => {
  await workbench.load('two-layer.arch');
  await workbench.editor().getByText('Diagram').first().waitFor();
  await workbench.goTo(18, 8);
  await workbench.command('Archscale: Show Learning Curve');
  const page = await workbench.webview('#curve h1');
  await expect.poll(() => page.locator('h1').textContent()).toContain('Cubic');
  expect(await page.locator('canvas').getAttribute('aria-label')).toContain('3 measured points');
  expect(await page.locator('section').textContent()).toContain('0.59');
  await pictures('curve');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  await workbench.save('Cubic-curve.csv');
  const csv = path.join(workbench.workspace, 'Cubic-curve.csv');
  await expect.poll(() => readFile(csv, 'utf8').catch(() => '')).toMatch(/^P,He₃,least error,/);
  await page.getByRole('button', { name: 'Export PNG' }).click();
  await workbench.save('Cubic-curve.png');
  const png = path.join(workbench.workspace, 'Cubic-curve.png');
  await expect.poll(() => readFile(png, 'latin1').catch(() => '')).toMatch(/^.PNG/);
});

test('advice comes with reasons, is applied as one edit and undone by one undo', async () => {
  await workbench.load('three-layer.arch');
  await workbench.editor().getByText('Diagram').first().waitFor();
  // On a scale the only study of the file is meant, and the scales stay in sight.
  await workbench.goTo(4, 1);
  const before = await textOf('scale N1');
  await workbench.command('Archscale: Advise Sizes');
  const picks = workbench.page.locator('.quick-input-widget');
  await picks.getByText('Which sizes').or(picks.locator('[placeholder*="Which sizes"]')).first().waitFor();
  await workbench.page.keyboard.press('Enter');
  await picks.locator('[placeholder="What for?"]').waitFor();
  await workbench.page.keyboard.press('Enter');
  await picks.locator('[placeholder*="Within which limits"]').waitFor();
  await workbench.page.keyboard.press('Enter');
  const page = await workbench.webview('#advice h1');
  await expect.poll(() => page.locator('#advice').textContent()).toContain('Why');
  await pictures('advice');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect.poll(() => page.locator('#outcome').textContent()).toContain('Written');
  await expect.poll(() => textOf('scale N1')).not.toBe(before);
  await workbench.editor().click();
  await workbench.page.keyboard.press('Control+Z');
  await expect.poll(() => textOf('scale N1')).toBe(before);
});

test('a calibration changes the numbers in the editor, and goes again', async () => {
  await workbench.load('two-layer.arch');
  await workbench.editor().getByText('Validate').first().waitFor();
  await workbench.goTo(18, 8);
  await workbench.command('Archscale: Validate Study');
  const offer = workbench.page.locator('.notification-toast').filter({ hasText: 'Use as Calibration' });
  await offer.waitFor();
  await workbench.screenshot('calibration offer');
  await offer.getByText('Use as Calibration').click();
  const kept = path.join(workbench.workspace, 'two-layer.arch.calibration.json');
  const keptText = () => readFile(kept, 'utf8').catch(() => '');
  await expect.poll(keptText).toContain('"level": "rate"');
  // The run measured E: P* stays a scale. A prefactor of a training run makes it a number.
  expect(await textOf('study Cubic')).not.toContain('calibrated');
  await writeFile(kept, (await keptText()).replace('"level": "rate"', '"level": "training"'));
  await expect.poll(() => textOf('study Cubic')).toContain('calibrated');
  await workbench.screenshot('calibrated');
  await workbench.line('study Cubic').click();
  await workbench.command('Archscale: Remove Calibration');
  await expect.poll(() => textOf('study Cubic')).not.toContain('calibrated');

  await writeFile(kept, '{');
  await workbench.editor().locator('.squiggly-warning').first().waitFor();
});
