import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench.js';

/** A study that has no size to sweep, one whose engine needs a Python that is not there, and one that can be measured. */
const text = `scale d = 64
scale N ~ d
network Plain {
  input gaussian(d)
  dense h (width: N, activation: erf)
  output linear
}
network Fixed {
  input gaussian(64)
  dense h (width: 32, activation: erf)
  output linear
}
target cubic = he(3)
study NoSize {
  network: Fixed
  target: cubic
}
study Torch {
  network: Plain
  target: cubic
  validate {
    engine: torch
  }
}
study Long {
  network: Plain
  target: cubic
  validate {
    sweep: d from 128 to 16384
    points: 150
  }
}
`;

let workbench: Workbench;

beforeAll(async () => {
  const settings = { 'archscale.python': '/nowhere/python', 'archscale.validation.preset': 'full' };
  workbench = await Workbench.open({ files: { 'refused.arch': text }, open: 'refused.arch', settings });
  await workbench.editor().getByText('Validate').first().waitFor();
});
afterEach(({ task }) => workbench?.pictureOfFailure(task));
afterAll(() => workbench?.close());

test('the code lens of a study that cannot be validated says why, before anything is started', async () => {
  const lens = workbench.editor().getByText('Cannot be validated: NoSize has no size to sweep');
  await lens.waitFor();
  // What is no link cannot be clicked.
  expect(await lens.evaluate((one) => one.closest('a'))).toBeNull();
  expect(await workbench.editor().getByText('Validate', { exact: true }).count()).toBe(2);
  await workbench.screenshot('failure-lens');
});

test('a refused validation says why in the notification and on its page', async () => {
  await workbench.goTo(14, 8);
  await workbench.command('Archscale: Validate Study');
  await toast('NoSize was not validated').getByText('has no size to sweep').waitFor();
  const page = await workbench.webview('#results h1');
  await expect.poll(() => page.locator('.banner').textContent()).toContain('has no size to sweep');
  expect(await page.locator('#results').textContent()).not.toContain('There is no result');
  await noTerminal();
  await workbench.screenshot('failure-refused');
  await workbench.command('Notifications: Clear All Notifications');
});

test('an engine that is missing offers its setting and the engine js, which then measures', async () => {
  await workbench.goTo(18, 8);
  await workbench.command('Archscale: Validate Study');
  const failed = toast('Torch was not validated');
  await failed.getByText('needs a Python with PyTorch').waitFor();
  await workbench.screenshot('failure-engine');
  await failed.getByText('Open Setting').waitFor();
  await failed.getByText('Use js').click();
  await expect.poll(async () => (await result('Torch-rate'))?.engine).toBe('js');
  await expect.poll(async () => (await result('Torch-rate'))?.status).toBe('finished');
  const page = await workbench.webview('#results h1:has-text("Torch")');
  await expect.poll(() => page.locator('.conclusion').textContent()).toContain("The heuristic's scaling d^1 holds");
  await page.getByRole('button', { name: 'Use as Calibration' }).waitFor();
  const column = page.locator('.points thead th').filter({ hasText: 'E(1)' });
  expect(await column.getAttribute('title')).toContain('energy of alignment 1');
  await workbench.screenshot('failure-finished');
  await workbench.command('Notifications: Clear All Notifications');
});

test('a run is stopped on its page, which is no crash, and resumed there', async () => {
  await workbench.goTo(25, 8);
  await workbench.command('Archscale: Validate Study');
  await expect.poll(async () => (await result('Long-rate'))?.points?.length ?? 0).toBeGreaterThan(1);
  const page = await workbench.webview('#results h1:has-text("Long")');
  expect(await page.getByRole('button', { name: 'Run Again' }).count()).toBe(0);
  await workbench.screenshot('failure-running');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect.poll(async () => (await result('Long-rate'))?.status).toBe('interrupted');
  await toast('The validation of Long was stopped').waitFor();
  await noTerminal();
  expect(await workbench.page.locator('.notification-toast .codicon-error').count()).toBe(0);
  const resume = page.getByRole('button', { name: 'Resume' });
  await resume.waitFor();
  expect(await page.getByRole('button', { name: 'Run Again' }).getAttribute('title')).toContain(
    'the same plan are kept',
  );
  await workbench.screenshot('failure-stopped');
  const kept = (await result('Long-rate'))?.points?.length ?? 0;
  await resume.click();
  await expect.poll(async () => (await result('Long-rate'))?.points?.length ?? 0).toBeGreaterThan(kept);
});

const toast = (said: string) => workbench.page.locator('.notification-toast').filter({ hasText: said });

/** No terminal has opened over the page, and none of its tabs has the icon of an error. */
async function noTerminal(): Promise<void> {
  expect(await workbench.page.locator('.part.panel .terminal-wrapper').count()).toBe(0);
  expect(await workbench.page.locator('.terminal-tabs-entry .codicon-error').count()).toBe(0);
}

async function result(run: string): Promise<{ engine?: string; status?: string; points?: unknown[] } | undefined> {
  const file = path.join(workbench.workspace, '.archscale', 'refused', run, 'result.json');
  const content = await readFile(file, 'utf8').catch(() => '');
  return content === '' ? undefined : (JSON.parse(content) as { engine?: string; status?: string });
}
