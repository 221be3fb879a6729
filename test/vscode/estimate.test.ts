import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench.js';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({ open: 'two-layer.arch', settings: { 'archscale.estimates': true } });
});
afterEach(({ task }) => workbench?.pictureOfFailure(task));
afterAll(() => workbench?.close());

/** The text of a line with its hints; VS Code shows spaces as no-break spaces. */
const textOf = async (line: string) => (await workbench.line(line).textContent())?.replaceAll('\u00a0', ' ');

const estimate = /P\* ~ √\(N·d\), about \d+ \(estimate\)/;

test('the estimate appears beside P* when typing stops, and is kept beside the file', async () => {
  await expect.poll(() => textOf('study Cubic')).toMatch(estimate);
  expect(await textOf('samples: 20')).toMatch(/(above|near|below) P\*, about \d+ \(estimate\)/);
  const before = await textOf('study Cubic');
  await workbench.goTo(4, 13);
  await workbench.page.keyboard.type('0');
  await expect.poll(() => textOf('study Cubic')).toContain('P* ~ √(N·d) = 640');
  await expect.poll(() => textOf('study Cubic')).toMatch(estimate);
  expect(await textOf('study Cubic')).not.toBe(before);
  await workbench.page.keyboard.press('Backspace');
  await expect.poll(() => textOf('study Cubic')).toBe(before);
  const kept = await readFile(path.join(workbench.workspace, '.archscale', 'estimates.json'), 'utf8');
  expect(kept.match(/"samples"/g)?.length).toBeGreaterThanOrEqual(2);
});

test('status bar, hover, curve and diagram show it', async () => {
  await workbench.goTo(18, 8);
  await workbench.page.locator('.statusbar-item').filter({ hasText: '(estimate)' }).waitFor();
  const hover = await workbench.hover(workbench.line('study Cubic').getByText('Cubic', { exact: true }));
  expect(await hover.textContent()).toMatch(/alignment 1\/2 needs about \d+ samples/);
  for (const [width, height] of [
    [1280, 800],
    [1600, 1000],
  ] as const) {
    await workbench.page.setViewportSize({ width, height });
    await workbench.screenshot(`estimate ${width}`);
  }
  await workbench.page.keyboard.press('Escape');
  await workbench.command('Archscale: Show Learning Curve');
  const curve = await workbench.webview('#curve canvas');
  await expect.poll(() => curve.locator('#curve').textContent()).toContain('By the estimate the whole target needs P*');
  await workbench.screenshot('estimate curve');
});
