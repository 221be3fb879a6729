import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { ValidationResult } from '../../validation/result.js';
import { Workbench } from './workbench.js';

let workbench: Workbench;

const planned = `import "./two-layer.arch"

study Planned {
  network: TwoLayer
  target: cubic
  validate {
    sweep: d from 128 to 512
    points: 3
  }
}
`;

beforeAll(async () => {
  workbench = await Workbench.open({ web: true, open: 'two-layer.arch', files: { 'planned.arch': planned } });
});
afterEach(({ task }) => workbench?.pictureOfFailure(task));
afterAll(() => workbench?.close());

const timeout = 30_000;

/** The text of a line with its hints; VS Code shows spaces as no-break spaces. */
const textOf = async (line: string) => (await workbench.line(line).textContent())?.replaceAll('\u00a0', ' ');

test('extensions run in a web worker: no server is there', async () => {
  await expect.poll(() => textOf('dense h'), { timeout: 60_000 }).toContain('specialization, M ~ √(N/d) = 1 unit');
  expect(await textOf('study Cubic')).toContain('P* ~ √(N·d) = 64');
  expect(workbench.server.process).toBeUndefined();
  await workbench.screenshot('web');
});

test('a hover says why', async () => {
  const hover = await workbench.hover(workbench.line('dense h').getByText('h', { exact: true }));
  expect(await hover.textContent()).toContain('specialization');
  await workbench.screenshot('web-hover');
  await workbench.page.keyboard.press('Escape');
});

test('completion offers the activations', async () => {
  await workbench.goTo(11, 34);
  await workbench.page.keyboard.press('Shift+End');
  await workbench.page.keyboard.type('re');
  await workbench.page.keyboard.press('Control+Space');
  await workbench.page.locator('.suggest-widget .monaco-list-row').filter({ hasText: 'relu' }).first().waitFor();
  await workbench.page.keyboard.press('Escape');
  // Back to the file as it is on the disk.
  await workbench.command('File: Revert File');
  await expect.poll(() => textOf('dense h'), { timeout }).toMatch(/erf\).*specialization/);
});

test('the explanation, the diagram, the network and the learning curve stand beside the file', async () => {
  await workbench.goTo(18, 8);
  await workbench.command('Archscale: Explain Prediction');
  const explanation = await workbench.webview('#explanation');
  await expect.poll(() => explanation.locator('#explanation').textContent(), { timeout }).toContain('√(N·d)');
  await workbench.command('Archscale: Show Network');
  const network = await workbench.webview('#network .block');
  await expect.poll(() => network.locator('h1').textContent(), { timeout }).toBe('Cubic: P* ~ √(N·d) = 64');
  await workbench.screenshot('web-network');
  await workbench.command('Archscale: Show Learning Curve');
  await workbench.webview('#curve canvas');
  await workbench.screenshot('web-curve');
});

test('a phase diagram can be asked for', async () => {
  await workbench.load('three-layer.arch');
  await workbench.editor().getByText('Diagram', { exact: true }).first().waitFor({ timeout: 60_000 });
  await workbench.command('Archscale: Show Phase Diagram');
  await workbench.webview('#diagram [data-region]');
  await workbench.screenshot('web-diagram');
});

test('imports between files are read through the workspace', async () => {
  await workbench.load('imports.arch');
  // By hand: E = sqrt(N d) = 4 d = 256, with N and d from the imported file.
  await expect.poll(() => textOf('study Quintic'), { timeout: 60_000 }).toContain('= 256');
  expect(await workbench.editor().locator('.squiggly-error').count()).toBe(0);
});

test('a data file is read through the workspace', async () => {
  await workbench.load('data/measured.arch');
  await expect.poll(() => textOf('study Cubic'), { timeout: 60_000 }).toContain('P* ~ d_eff³');
  const data = workbench.line('input data').getByText('data', { exact: true });
  const hover = await workbench.hover(data);
  await expect.poll(() => hover.textContent(), { timeout }).toContain('400 rows, 8 columns and the label');
  await workbench.page.keyboard.press('Escape');
});

test('an error is shown at its place', async () => {
  await workbench.load('even-target-mistake.arch');
  await workbench.editor().locator('.squiggly-error').first().waitFor({ timeout: 60_000 });
});

test('the server can be started anew', async () => {
  await workbench.load('two-layer.arch');
  await expect.poll(() => textOf('study Cubic'), { timeout: 60_000 }).toContain('P* ~ √(N·d) = 64');
  await workbench.command('Archscale: Restart Language Server');
  await workbench.page.getByText('has been restarted').first().waitFor({ timeout });
  await workbench.goTo(4, 11);
  await workbench.page.keyboard.press('Shift+End');
  await workbench.page.keyboard.type('100');
  await expect.poll(() => textOf('study Cubic'), { timeout }).toContain('= 100');
  await workbench.command('File: Revert File');
});

test('a validation runs in a worker, with its results in a page and beside the file', async () => {
  await workbench.load('two-layer.arch');
  await expect.poll(() => textOf('study Cubic'), { timeout: 60_000 }).toContain('P* ~');
  await workbench.goTo(18, 8);
  await workbench.command('Archscale: Validate Study');
  const page = await workbench.webview('#results table');
  const run = path.join(workbench.workspace, '.archscale', 'two-layer', 'Cubic-rate');
  const result = async () =>
    JSON.parse(await readFile(path.join(run, 'result.json'), 'utf8').catch(() => '{}')) as Partial<ValidationResult>;
  await expect.poll(async () => (await result()).status, { timeout: 80_000 }).toBe('finished');
  const { measured, verdict, points, versions } = await result();
  // P* ~ sqrt(N d) with N ~ d: the exponent of d is 1.
  expect(measured?.interval[0]).toBeLessThan(1);
  expect(measured?.interval[1]).toBeGreaterThan(1);
  expect(versions?.['browser']).toContain('Mozilla');
  expect((await readFile(path.join(run, 'events.jsonl'), 'utf8')).match(/"event":"point"/g)).toHaveLength(
    points?.length ?? 0,
  );
  await expect.poll(() => page.locator('body').textContent(), { timeout }).toContain(verdict ?? '');
  await workbench.screenshot('web-validation');
});

test('the plan stands beside the word validate, made in a worker from the text and its imports', async () => {
  await workbench.load('planned.arch');
  await expect
    .poll(() => textOf('validate'), { timeout: 60_000 })
    .toMatch(/validate\s*d: 128…512, 3 points, [~>]\d+ s/);
  await workbench.hover(workbench.line('validate').getByText('validate').first(), '.hover-contents >> text=The plan');
  await workbench.screenshot('web-plan');
  await workbench.page.keyboard.press('Escape');
});

test('results are found again after a reload of the window', async () => {
  await workbench.load('two-layer.arch');
  await expect.poll(() => textOf('study Cubic'), { timeout: 60_000 }).toContain('P* ~');
  await workbench.command('Archscale: Show Last Results');
  const page = await workbench.webview('#results table');
  await expect.poll(() => page.locator('body').textContent(), { timeout }).toContain('agrees');
});

test('what runs programs says that it needs the desktop', async () => {
  await workbench.command('Archscale: Remove Calibration');
  await workbench.page.getByText('needs VS Code on the desktop').first().waitFor({ timeout });
  await workbench.screenshot('web-desktop-only');
});
