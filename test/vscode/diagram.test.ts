import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench.js';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({ open: 'three-layer.arch' });
  await workbench.editor().getByText('Diagram', { exact: true }).first().waitFor();
});
afterEach(({ task }) => workbench?.pictureOfFailure(task));
afterAll(() => workbench?.close());

const page = () => workbench.webview('#diagram [data-region]');
const sizesIn = async (frame: Frame) => (await frame.locator('.at-point h2').textContent()) ?? '';
const numbersIn = async (frame: Frame) => (await frame.locator('.numbers').textContent()) ?? '';
const lineOf = async (text: string) => (await workbench.line(text).textContent())?.replaceAll('\u00a0', ' ');

/** The middle of the ring on the screen, with the picture around it in view. */
async function ring(frame: Frame): Promise<{ x: number; y: number }> {
  await frame.locator('h1').scrollIntoViewIfNeeded();
  const box = (await frame.locator('.point').boundingBox()) ?? expect.fail('there is no point');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('a lens over the study opens its diagram: regions, and lines with their equations', async () => {
  const lens = workbench.editor().getByText('Diagram', { exact: true }).first();
  const tab = workbench.page.locator('.tab').filter({ hasText: ' · Cubic: diagram' });
  // While VS Code starts, lenses are written anew, and a click between two of them is lost.
  await expect
    .poll(async () => {
      await lens.click();
      return tab.waitFor({ timeout: 5000 }).then(
        () => true,
        () => false,
      );
    })
    .toBe(true);
  const frame = await page();
  await expect.poll(() => frame.locator('h1').textContent()).toContain('over N1 and N2');
  const rows = async (table: string) =>
    (await frame.locator('table').filter({ hasText: table }).locator('tbody tr').allTextContents()).join('\n');
  expect(await rows('Regions')).toContain('specialization, lazy√(N1·d)');
  expect(await rows('Regions')).toContain('lazy, specialization√(N2·d)');
  expect(await rows('Lines')).toMatch(/N1 = N2N1 smaller: specialization, lazy; larger: lazy, specializationderived/);
  expect(await rows('Lines')).toMatch(
    /N1 = √\(N2·d\)as cheap as lazy, specialization: .*specialization, magnetization/,
  );
  expect(await frame.locator('svg text').allTextContents()).toContain('N1 = N2');
  expect(await frame.locator('#diagram-description').textContent()).toContain('N1 = N2 (derived here) between');
  await workbench.screenshot('diagram');
});

test('the numbers follow the point while it is dragged, and a key moves it on', async () => {
  const frame = await page();
  expect(await sizesIn(frame)).toBe('N1 = 4096, N2 = 256');
  const { x, y } = await ring(frame);
  const { mouse, keyboard } = workbench.page;
  await mouse.move(x, y);
  await mouse.down();
  for (let step = 1; step <= 20; step++) await mouse.move(x - 4 * step, y - 5 * step);
  // Not let go yet.
  await expect.poll(() => numbersIn(frame)).toContain('Patternspecialization, lazy');
  expect(await sizesIn(frame)).not.toBe('N1 = 4096, N2 = 256');
  await mouse.up();
  await expect.poll(() => frame.locator('.spoken').textContent()).toContain('specialization, lazy');
  const dropped = await sizesIn(frame);
  expect(dropped).toMatch(/^N1 = \d+, N2 = \d+$/);

  await frame.locator('.point').focus();
  await keyboard.press('ArrowUp');
  await expect.poll(() => sizesIn(frame)).not.toBe(dropped);
  await workbench.screenshot('diagram dragged');
});

test('the point is written into the file as one edit, and undone as one', async () => {
  const frame = await page();
  const [, n1 = '', n2 = ''] = /^N1 = (\d+), N2 = (\d+)$/.exec(await sizesIn(frame)) ?? [];
  const changes = async () => (await frame.locator('.changes').textContent()) ?? '';
  expect(await changes()).toContain(`N1 4096 → ${n1}`);
  // The text changes just before: the edit is one of the text as it stands.
  await workbench.goTo(1, 1);
  await workbench.page.keyboard.type('// Edited meanwhile\n');
  await frame.getByRole('button', { name: 'Write to File' }).click();
  await expect.poll(() => frame.locator('.message').textContent()).toContain('No longer tied to other sizes: N2');
  await expect.poll(() => lineOf('scale N1')).toContain(`= ${n1}`);
  expect(await lineOf('scale N2')).toContain(`= ${n2}`);
  await expect.poll(changes).toBe('');

  const file = path.join(workbench.workspace, 'three-layer.arch');
  const before = await readFile('examples/three-layer.arch', 'utf8');
  await workbench.goTo(1, 1);
  await workbench.command('File: Save');
  const edited = `// Edited meanwhile\n${before}`;
  const written = edited.replace('N1 = 4096', `N1 = ${n1}`).replace('N2 ~ 4 * d', `N2 = ${n2}`);
  await expect.poll(() => readFile(file, 'utf8')).toBe(written);

  await workbench.editor().click();
  await workbench.page.keyboard.press('Control+Z');
  await expect.poll(() => lineOf('scale N1')).toContain('= 4096');
  expect(await lineOf('scale N2')).toContain('~ 4 * d');
  await expect.poll(() => sizesIn(frame)).toBe('N1 = 4096, N2 = 256');
  await workbench.command('File: Save');
  await expect.poll(() => readFile(file, 'utf8')).toBe(edited);
  await workbench.goTo(1, 1);
  await workbench.command('Delete Line');
  await workbench.command('File: Save');
  await expect.poll(() => readFile(file, 'utf8')).toBe(before);
});

test('it follows the file, and the last picture stays while the text has errors', async () => {
  const frame = await page();
  await workbench.goTo(3, 16);
  await workbench.page.keyboard.press('End');
  await workbench.page.keyboard.type('0');
  // d = 640, and N2 follows it.
  await expect.poll(() => sizesIn(frame)).toBe('N1 = 4096, N2 = 2560');
  for (let key = 0; key < 3; key++) await workbench.page.keyboard.press('Backspace');
  await expect.poll(() => frame.locator('.notice').isVisible()).toBe(true);
  expect(await frame.locator('[data-region]').count()).toBeGreaterThan(2);
  await workbench.page.keyboard.type('64');
  await expect.poll(() => sizesIn(frame)).toBe('N1 = 4096, N2 = 256');
  expect(await frame.locator('.notice').isVisible()).toBe(false);
  await workbench.command('File: Save');
});

test('closer up the picture is drawn anew, with lines at the same equations', async () => {
  const frame = await page();
  const { x, y } = await ring(frame);
  await workbench.page.mouse.move(x, y);
  for (let notch = 0; notch < 6; notch++) await workbench.page.mouse.wheel(0, -120);
  const ticks = () => frame.locator('svg > text').allTextContents();
  await expect.poll(ticks).toContain('5000');
  // The pointer stayed on the ring: the place under it stays where it is.
  const now = await ring(frame);
  expect(Math.hypot(now.x - x, now.y - y)).toBeLessThan(3);
  await frame.locator('.stage').focus();
  await workbench.page.keyboard.press('0');
  await expect.poll(ticks).not.toContain('5000');
});

test('the picture can be saved, as vectors and as an image', async () => {
  const frame = await page();
  const contentOf = (name: string) => readFile(path.join(workbench.workspace, name), 'latin1').catch(() => '');
  await frame.getByRole('button', { name: 'Save SVG' }).click();
  await workbench.save('Cubic-diagram.svg');
  await expect.poll(() => contentOf('Cubic-diagram.svg')).toMatch(/^<svg .*N1 = N2/s);
  await frame.getByRole('button', { name: 'Save PNG' }).click();
  await workbench.save('Cubic-diagram.png');
  await expect.poll(() => contentOf('Cubic-diagram.png')).toMatch(/^.PNG/);
});

test('other sizes can go on the axes, and samples show what algorithms need', async () => {
  const frame = await page();
  await frame.locator('#up').selectOption('d');
  await expect.poll(() => frame.locator('h1').textContent()).toContain('over N1 and d');
  // By hand: P = 20 d is what one pass needs, d^2, at d = 20.
  await expect.poll(() => frame.locator('.tables').textContent()).toContain('d = 20P of one pass');
  expect(await frame.locator('.sentences').textContent()).toContain('No gap between data and algorithms is known.');
  await workbench.screenshot('diagram algorithms');
  // By hand: d^2 = 900 at d = 30.
  await frame.getByLabel('P, number').fill('900');
  await workbench.page.keyboard.press('Enter');
  await expect.poll(() => frame.locator('.tables').textContent()).toContain('d = 30P of one pass');
  await frame.getByRole('button', { name: 'As in File' }).click();
  await expect.poll(() => frame.locator('.tables').textContent()).toContain('d = 20P of one pass');
});

test('it survives a reload of the window, with what was chosen', async () => {
  const before = await page();
  await workbench.command('Developer: Reload Window');
  await expect.poll(() => before.isDetached()).toBe(true);
  const frame = await page();
  await expect.poll(() => frame.locator('h1').textContent()).toContain('over N1 and d');
  // It is alive: the point can be moved.
  await frame.locator('.point').focus();
  const sizes = await sizesIn(frame);
  await workbench.page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => sizesIn(frame)).not.toBe(sizes);
  await workbench.page.keyboard.press('Home');
  await expect.poll(() => sizesIn(frame)).toBe(sizes);
});

test('without a second size it plots the energies, with their crossings', async () => {
  const frame = await page();
  await frame.locator('#up').selectOption({ label: 'energy E' });
  await expect.poll(() => frame.locator('h1').textContent()).toBe('Cubic: energy against N1');
  const table = frame.locator('table').filter({ hasText: 'Where energies are equal' });
  // By hand: N1 = N2 = 4 d, between the two specialised patterns.
  await expect.poll(() => table.textContent()).toMatch(/N1 = 4·d ◆256specialization, lazylazy, special/);
  await workbench.screenshot('diagram plot');
  await frame.locator('#up').selectOption('N2');
  await expect.poll(() => frame.locator('h1').textContent()).toContain('over N1 and N2');
});

test.each(['Light Modern', 'Dark Modern', 'Dark High Contrast', 'Light High Contrast'])(
  'it has the colours of the theme %s',
  async (theme) => {
    const frame = await page();
    // Of the ground, of text and of a boundary.
    const colours = () =>
      frame.evaluate<[string, string, string]>(`[
        getComputedStyle(document.body).backgroundColor,
        getComputedStyle(document.body).color,
        getComputedStyle(document.querySelector('line.boundary')).stroke,
      ]`);
    await workbench.theme(theme);
    const isLight = theme.includes('Light');
    await expect.poll(async () => luminance((await colours())[0]) > 0.5).toBe(isLight);
    const [ground, ...inks] = await colours();
    for (const ink of inks) expect(contrast(ink, ground)).toBeGreaterThan(4.5);
    await workbench.screenshot(`diagram ${theme}`);
  },
);

/** Relative luminance and contrast as in WCAG 2. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
    const value = Number(part) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}
