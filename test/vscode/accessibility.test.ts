import { readFile } from 'node:fs/promises';
import type { Frame } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { violations } from './axe.js';
import { Workbench } from './workbench.js';

let workbench: Workbench;

beforeAll(async () => {
  const result = JSON.parse(await readFile('test/present/report/fixtures/finished.json', 'utf8')) as object;
  const files = {
    '.archscale/three-layer/Cubic-rate/result.json': JSON.stringify({ ...result, file: 'three-layer.arch' }),
  };
  workbench = await Workbench.open({ open: 'three-layer.arch', files });
  await workbench.editor().getByText('Diagram', { exact: true }).first().waitFor({ timeout: 60_000 });
});
afterEach(({ task }) => workbench?.pictureOfFailure(task));
afterAll(() => workbench?.close());

const themes = ['Light Modern', 'Dark Modern', 'Dark High Contrast', 'Light High Contrast'];

/** A page: the command that opens it, and an element that is there when it shows something. */
const pages = [
  { name: 'results', command: 'Archscale: Show Last Results', shows: '#results .points tbody tr' },
  { name: 'explanation', command: 'Archscale: Explain Prediction', shows: '#explanation h2' },
  { name: 'diagram', command: 'Archscale: Show Phase Diagram', shows: '#diagram [data-region]' },
  { name: 'network', command: 'Archscale: Show Network', shows: '#network .block' },
  { name: 'curve', command: 'Archscale: Show Learning Curve', shows: '#curve tbody tr' },
  { name: 'comparison', command: 'Archscale: Compare Studies', shows: '#comparison tbody tr' },
  { name: 'advice', command: 'Archscale: Advise Sizes', shows: '#advice h2' },
] as const;

async function opened({ name, command, shows }: (typeof pages)[number]): Promise<Frame> {
  // The cursor stands on the only study of the file.
  await workbench.goTo(18, 1);
  await workbench.command(command);
  if (name === 'advice') {
    for (const question of ['Which sizes', 'What for?', 'Within which limits']) {
      await workbench.page.locator(`.quick-input-widget [placeholder*="${question}"]`).waitFor();
      await workbench.page.keyboard.press('Enter');
    }
  }
  return workbench.webview(shows);
}

describe.each(pages)('the page: $name', (page) => {
  test('axe finds nothing wrong with it in any theme', async () => {
    const frame = await opened(page);
    for (const theme of themes) {
      await workbench.theme(theme);
      await workbench.screenshot(`page ${page.name} ${theme}`);
      expect(await violations(frame), theme).toEqual([]);
    }
  });

  test('every control is reached by the keyboard, and has a mark while it has the focus', async () => {
    const frame = await workbench.webview(page.shows);
    const count = await frame.evaluate<number>(numberControls);
    const reached = new Set<number>();
    for (let key = 0; key < count + 3 && reached.size < count; key++) {
      await workbench.page.keyboard.press('Tab');
      const focused = await frame.evaluate<{ control: number; isMarked: boolean; html: string } | null>(focusedControl);
      if (!focused) continue;
      expect(focused.isMarked, focused.html).toBe(true);
      reached.add(focused.control);
    }
    expect(reached.size).toBe(count);
  });

  test('at 200 % nothing leaves the page and no control lies on another', async () => {
    const frame = await workbench.webview(page.shows);
    try {
      // The same as zooming to 200 % in a window of 1440 to 900.
      await workbench.page.setViewportSize({ width: 720, height: 450 });
      await expect.poll(() => frame.evaluate<string[]>(overlaps), { timeout: 15_000 }).toEqual([]);
      await workbench.screenshot(`page ${page.name} at 200 %`);
    } finally {
      await workbench.page.setViewportSize({ width: 1440, height: 900 });
    }
  });

  test('nothing of it moves by itself', async () => {
    const frame = await workbench.webview(page.shows);
    expect(await frame.evaluate<number>('document.getAnimations().length')).toBe(0);
  });
});

const controls = 'a[href], button:enabled, input:enabled, select, summary, [tabindex="0"]';

/** Numbers the controls that are seen, and puts the focus before the first. */
const numberControls = `(() => {
  const seen = [...document.querySelectorAll(${JSON.stringify(controls)})].filter((one) => one.checkVisibility());
  seen.forEach((one, index) => one.setAttribute('data-control', index));
  document.body.tabIndex = -1;
  document.body.focus();
  return seen.length;
})()`;

/** The control with the focus, and whether an outline or, in a drawing, a dashed border shows it. */
const focusedControl = `(() => {
  const one = document.activeElement;
  if (!one?.hasAttribute('data-control')) return null;
  const border = one.querySelector(':scope > .body');
  const isMarked = getComputedStyle(one).outlineStyle !== 'none' ||
    (border !== null && getComputedStyle(border).strokeDasharray !== 'none');
  return { control: Number(one.getAttribute('data-control')), isMarked, html: one.outerHTML.slice(0, 200) };
})()`;

/** What is wider than the page, and controls that lie on each other, apart from what scrolls or stays beneath others. */
const overlaps = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  const found = scrollWidth > clientWidth + 1 ? ['the page is ' + scrollWidth + ' wide, its window ' + clientWidth] : [];
  const controls = [...document.querySelectorAll('button, input, select, summary, label')];
  const seen = controls.filter((one) => one.checkVisibility()).map((one) => ({
    name: one.outerHTML.slice(0, 99),
    box: one.getBoundingClientRect(),
    part: one.closest('.table, .wide, footer'),
  }));
  for (const [index, one] of seen.entries()) for (const other of seen.slice(index + 1)) {
    const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
    const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
    if (across > 1 && down > 1 && one.part === other.part) found.push(one.name + ' lies on ' + other.name);
  }
  return found;
})()`;
