import type { Frame } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench.js';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({ open: 'three-layer.arch' });
});
afterEach(({ task }) => workbench?.pictureOfFailure(task));
afterAll(() => workbench?.close());

const page = () => workbench.webview('#network .block');
const cursorLine = () => workbench.editor().locator('.active-line-number').textContent();
const current = (frame: Frame) => frame.locator('.block[aria-current] .strong').allTextContents();

test('the network stands beside its file: sizes, what each layer learns, r_n in between', async () => {
  await workbench.command('Archscale: Show Network');
  const frame = await page();
  await expect.poll(() => frame.locator('h1').textContent()).toBe('Cubic: P* ~ √(N2·d) = 128');
  expect(await frame.locator('.block .strong').allTextContents()).toEqual([
    ...['input gaussian', 'dense h1', 'dense h2', 'output linear'],
  ]);
  expect(await frame.locator('.specialization .does').textContent()).toBe(
    'specialization on He₁, M ~ √(N2/d) = 2 units',
  );
  // Behind the lazy first layer He_3 is a product of three He_1.
  expect(await frame.locator('.eigenvalue').allTextContents()).toContain('r₃ = d³ = 2.62e5');
});

test('the block of the line with the cursor is marked, and a block that is chosen takes the cursor to its line', async () => {
  const frame = await page();
  await workbench.goTo(9, 5);
  await expect.poll(() => current(frame)).toEqual(['dense h1']);
  await workbench.screenshot('network-light');
  await frame.locator('.block').nth(2).click();
  await expect.poll(cursorLine).toBe('10');
  await expect.poll(() => current(frame)).toEqual(['dense h2']);
  // By the keyboard alone: up to the layer before, and there.
  await frame.locator('.block').nth(2).focus();
  await workbench.page.keyboard.press('ArrowUp');
  await workbench.page.keyboard.press('Enter');
  await expect.poll(cursorLine).toBe('9');
  expect(await frame.locator('.block').nth(1).getAttribute('aria-label')).toMatch(
    /^dense h1, width N1 = 4096, erf, .*, lazy$/,
  );
});

test('an edit redraws it', async () => {
  const frame = await page();
  await workbench.goTo(4, 12);
  await workbench.page.keyboard.press('Shift+End');
  await workbench.page.keyboard.type('64');
  await expect.poll(() => frame.locator('.block').nth(1).textContent()).toContain('N1 = 64');
  await workbench.page.keyboard.press('Control+Z');
  await expect.poll(() => frame.locator('.block').nth(1).textContent()).toContain('N1 = 4096');
});

test.each([
  ['Dark Modern', 'network-dark'],
  ['Dark High Contrast', 'network-high-contrast'],
])('is drawn in the colours of the theme: %s', async (theme, picture) => {
  const frame = await page();
  const ground = () => frame.evaluate<string>('getComputedStyle(document.body).backgroundColor');
  const before = await ground();
  await workbench.theme(theme);
  await expect.poll(ground).not.toBe(before);
  await workbench.screenshot(picture);
});
