import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { holdRun } from './held-run.js';
import { Workbench } from './workbench.js';

let workbench: Workbench;

/** So many points that a run can be held in the middle. */
const long = `scale d = 64
network Net {
  input gaussian(d)
  dense h (width: d, activation: erf)
  output linear
}
target cubic = he(3)
study Long {
  network: Net
  target: cubic
  validate {
    sweep: d from 128 to 16384
    points: 150
  }
}
`;

beforeAll(async () => {
  workbench = await Workbench.open({ files: { 'long.arch': long }, open: 'long.arch' });
  await workbench.editor().getByText('Validate').first().waitFor();
});
afterEach(({ task }) => workbench?.pictureOfFailure(task));
afterAll(() => workbench?.close());

test('what would be measured stands beside validate, with its reasons on hover', async () => {
  const line = workbench.line('validate');
  await expect.poll(() => text(line)).toMatch(/validate\s*d: 128…16384, 150 points, ~\d+ (s|min)/);
  await workbench.hover(line.getByText('validate').first(), '.hover-contents >> text=The plan');
  await workbench.screenshot('plan');
});

test('the view without runs says how to begin', async () => {
  await workbench.page.locator('.activitybar .action-label[aria-label^="Archscale"]').click();
  await workbench.page.locator('.welcome-view-content').getByText('Validate a Study').waitFor();
  await workbench.screenshot('runs-view-empty');
});

test('a run from a terminal is seen while it goes on, is cancelled and resumed', async () => {
  const call = [path.resolve('dist/cli.cjs'), 'validate', 'long.arch'];
  const run = spawn(process.execPath, call, { cwd: workbench.workspace, stdio: 'ignore' });
  const ended = once(run, 'close');
  const folder = path.join(workbench.workspace, '.archscale/long/Long-rate');
  const shown = async () => Number(/running, (\d+) of 150 points/.exec(await text(row('rate')))?.[1] ?? -1);
  const held = await holdRun(folder, 1);
  await expect.poll(shown).toBe(held.points);
  held.goOn();
  const later = await holdRun(folder, held.points + 1);
  await expect.poll(shown).toBe(later.points);
  await workbench.screenshot('runs-view-running');

  await act(row('rate'), 'Cancel Run');
  later.goOn();
  expect((await ended)[0]).toBe(3);
  await expect.poll(() => text(row('rate'))).toMatch(/interrupted, \d+ of 150 points/);
  await workbench.screenshot('runs-view-interrupted');

  await act(row('rate'), 'Resume Run');
  // 150 points take minutes on a busy machine.
  await expect.poll(() => text(row('rate')), { timeout: 240_000 }).toMatch(/agrees, 1\.0\d\d \[/);
  await workbench.screenshot('runs-view-finished');
});

test('two runs are compared on shared axes, in every kind of theme', async () => {
  const training = await readFile('test/present/report/fixtures/training.json', 'utf8');
  const folder = '.archscale/long/Long-training';
  await workbench.write(`${folder}/result.json`, training.replaceAll('"Cubic"', '"Long"'));
  await row('training').waitFor();
  await row('rate').click();
  await row('training').click({ modifiers: ['Control'] });
  await choose(row('training'), 'Compare Runs');
  const page = await workbench.webview('.comparison');
  await expect.poll(() => page.locator('h1').textContent()).toBe('Comparison of 2 runs');
  expect(await page.locator('.comparison tbody tr').count()).toBe(2);
  const plots = page.locator('[data-plot]');
  expect(await plots.evaluateAll((all) => all.map((one) => one.getAttribute('data-plot')))).toEqual([
    'exponent',
    'slopes',
    'alignment',
    'collapse',
  ]);
  expect(await page.locator('[data-plot=exponent] figcaption').textContent()).toMatch(
    /Long \(rate\): measured 1\.0\d\d .*Long \(training\): measured 1\.000/,
  );
  for (const theme of ['Default Dark Modern', 'Default High Contrast', 'Default Light Modern']) {
    await workbench.write('.vscode/settings.json', JSON.stringify({ 'workbench.colorTheme': theme }));
    const kind = { Dark: 'vs-dark', High: 'hc-black', Light: 'vs' }[theme.split(' ')[1] ?? ''];
    await workbench.page.locator(`.monaco-workbench.${kind ?? ''}`).waitFor();
    await workbench.screenshot(`comparison-${kind}`);
  }
});

test('a run is reported as one page', async () => {
  await choose(row('rate'), 'Export Report');
  await workbench.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'HTML page' }).click();
  await workbench.save('Long-rate.html');
  const report = path.join(workbench.workspace, 'Long-rate.html');
  await expect.poll(() => readFile(report, 'utf8').catch(() => '')).toMatch(/^<!DOCTYPE html>[\s\S]*<svg /);
});

test('a run is deleted once that was confirmed', async () => {
  await row('training').click();
  await choose(row('training'), 'Delete Run');
  const dialog = workbench.page.locator('.monaco-dialog-box');
  await dialog.getByText('Delete the run of Long (training)').waitFor();
  await workbench.screenshot('runs-view-delete');
  await dialog.getByRole('button', { name: 'Move to Trash' }).click();
  const permanently = dialog.getByRole('button', { name: 'Delete Permanently' });
  // Where the file system has a trash nothing more is asked.
  await expect
    .poll(async () => {
      if (await permanently.isVisible()) await permanently.click();
      return row('training').count();
    })
    .toBe(0);
  await expect(readFile(path.join(workbench.workspace, '.archscale/long/Long-training/result.json'))).rejects.toThrow();
});

/** The row of a run in the view, by its level. */
function row(level: string): Locator {
  return workbench.page.locator('.pane-body .monaco-list-row').filter({
    has: workbench.page.locator('.label-name').getByText(level, { exact: true }),
  });
}

/** What an element says now, without the hints' no-break spaces; nothing while it is not there. */
async function text(target: Locator): Promise<string> {
  const [said = ''] = await target.allTextContents();
  return said.replaceAll('\u00a0', ' ');
}

/** Presses a button that a row shows under the pointer. */
async function act(target: Locator, name: string): Promise<void> {
  await target.hover();
  await target.locator(`.action-label[aria-label="${name}"]`).click();
}

/** Chooses an entry of a row's menu, which takes no click in its first moments. */
async function choose(target: Locator, entry: string): Promise<void> {
  await target.click({ button: 'right' });
  const label = workbench.page.locator('.monaco-menu .action-label').getByText(entry, { exact: true });
  await label.waitFor();
  await expect
    .poll(
      async () => {
        await label.click({ timeout: 2000 }).catch(() => undefined);
        return label.count();
      },
      { interval: 500 },
    )
    .toBe(0);
}
