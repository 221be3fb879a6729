import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench.js';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({ open: 'three-layer.arch' });
});
afterEach(({ task }) => workbench?.pictureOfFailure(task));
afterAll(() => workbench?.close());

/** The text of a line with its hints; VS Code shows spaces as no-break spaces. */
const textOf = async (line: string) => (await workbench.line(line).textContent())?.replaceAll('\u00a0', ' ');

test('hints beside layers and studies say what will be learned and with how much data', async () => {
  await expect.poll(() => textOf('dense h2')).toContain('specialization, M ~ √(N2/d) = 2 units');
  expect(await textOf('dense h1')).toContain('lazy');
  expect(await textOf('study Cubic')).toContain('P* ~ √(N2·d) = 128');
  expect(await textOf('scale N2')).toContain('= 256');
  await workbench.screenshot('hints');
});

test('a hover on a layer says why', async () => {
  const hover = await workbench.hover(workbench.line('dense h2').getByText('h2', { exact: true }));
  expect(await hover.textContent()).toContain('specialization');
  await workbench.screenshot('hover');
  await workbench.page.keyboard.press('Escape');
});

test('the status bar shows P* of the study at the cursor', async () => {
  await workbench.goTo(27, 8);
  const item = workbench.page.locator('.statusbar-item').filter({ hasText: 'P* ~ √(N2·d) = 128' });
  await item.waitFor();
  await workbench.goTo(18, 1);
  await item.waitFor({ state: 'detached' });
  // A size belongs to the only study of the file.
  await workbench.goTo(3, 1);
  await item.waitFor();
});

test('a click on the status bar explains the prediction, and the page follows the file', async () => {
  await workbench.goTo(27, 8);
  await workbench.page.locator('.statusbar-item').filter({ hasText: 'P* ~' }).click();
  const page = await workbench.webview('#explanation h1, #explanation h2, #explanation p');
  await expect.poll(() => page.locator('#explanation').textContent()).toContain('√(N2·d)');
  await workbench.screenshot('explanation');

  await workbench.goTo(5, 16);
  await workbench.page.keyboard.press('End');
  await workbench.page.keyboard.press('Shift+Home');
  await workbench.page.keyboard.type('scale N2 ~ 16 * d');
  await expect.poll(() => textOf('study Cubic')).toContain('= 256');
  await expect.poll(() => page.locator('#explanation').textContent()).toContain('256');
});

test('the explanation survives a reload of the window', async () => {
  await workbench.command('File: Save');
  const before = await workbench.webview('#explanation');
  await workbench.command('Developer: Reload Window');
  await expect.poll(() => before.isDetached()).toBe(true);
  const page = await workbench.webview('#explanation');
  await expect.poll(() => page.locator('#explanation').textContent()).toContain('Derivation');
});

test('an error is shown at its place and its quick fix mends it', async () => {
  await workbench.load('even-target-mistake.arch');
  await workbench.editor().locator('.squiggly-error').first().waitFor();
  await workbench.editor().getByText('Explain').first().waitFor();
  await workbench.hover(workbench.line('target: square').getByText('square', { exact: true }), '.marker');
  await workbench.screenshot('diagnostic');
  await workbench.goTo(19, 13);
  await workbench.page.locator('.lightBulbWidget').first().waitFor();
  await workbench.page.keyboard.press('Control+.');
  const fix = workbench.page.locator('.action-widget .action.focused').filter({ hasText: 'relu' });
  await fix.waitFor();
  await workbench.screenshot('quick-fix');
  // VS Code shields the open menu from the pointer for a moment: the keyboard chooses.
  await workbench.page.keyboard.press('Enter');
  await expect.poll(() => textOf('dense h')).toContain('activation: relu');
  await workbench.editor().locator('.squiggly-error').first().waitFor({ state: 'detached' });
  await expect.poll(() => textOf('study Square')).toContain('P* ~ √(N·d) = 128');

  await workbench.command('File: Save');
  const file = path.join(workbench.workspace, 'even-target-mistake.arch');
  await expect.poll(() => readFile(file, 'utf8')).toContain('activation: relu');
});

test('a new file is made from an example', async () => {
  await workbench.command('Archscale: New File from Example');
  // The list shows only as many examples as have room.
  await workbench.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await workbench.page.keyboard.type('residual');
  const row = workbench.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'residual' }).first();
  await row.waitFor();
  await workbench.screenshot('examples');
  await row.click();
  await workbench.page.locator('.tab').filter({ hasText: 'Untitled-1' }).waitFor();
  await expect.poll(() => workbench.editor().textContent()).toContain('residual');
});
