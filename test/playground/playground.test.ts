import { execFileSync } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { chromium, type Browser, type FrameLocator, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { serveFolder } from '../../playground/serve.mjs';
import { findBrowser } from '../run/end-to-end.mjs';
import { violations } from '../vscode/axe.js';

let browser: Browser;
let server: Server;
let url: string;
let page: Page;
/** What the browser refused or could not do: a policy that is broken is said there. */
const complaints: string[] = [];

const timeout = 30_000;

beforeAll(async () => {
  execFileSync(process.execPath, ['playground/serve.mjs', '--build'], { stdio: 'ignore' });
  await mkdir('test/output', { recursive: true });
  // Not at the root: everything must be found from where the page lies.
  ({ url, server } = await serveFolder('dist/playground', { base: '/some/where/' }));
  const executablePath = findBrowser() ?? expect.fail('there is no browser');
  browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu'] });
  page = await open({ width: 1300, height: 850 });
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await page.screenshot({ path: `test/output/failed ${task.name}.png` });
});
afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

async function open(
  viewport: { width: number; height: number },
  fragment = '',
  colorScheme: 'light' | 'dark' = 'light',
): Promise<Page> {
  const opened = await browser.newPage({ viewport, colorScheme });
  opened.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  opened.on('pageerror', (error) => complaints.push(error.message));
  await opened.goto(`${url}${fragment}`);
  await opened.locator('.view-line').first().waitFor({ timeout });
  return opened;
}

const textOf = async (of: Page, line: string): Promise<string> =>
  ((await of.locator('.view-line').filter({ hasText: line }).first().textContent()) ?? '').replaceAll('\u00a0', ' ');
const frame = (of: Page, name: string): FrameLocator => of.frameLocator(`iframe[name="${name}"]`);
const tab = (of: Page, name: string): Promise<void> => of.getByRole('tab', { name, exact: true }).click();

/** Puts the cursor into the editor and writes at its very end. */
async function writeAtEnd(of: Page, text: string): Promise<void> {
  await of.locator('.view-lines').click();
  await of.keyboard.press('Control+End');
  await of.keyboard.type(text);
}

/** What a button saves: the file's name and text. */
async function savedBy(button: Locator): Promise<{ name: string; text: string }> {
  const [saved] = await Promise.all([page.waitForEvent('download', { timeout }), button.click({ timeout })]);
  return { name: saved.suggestedFilename(), text: await readFile(await saved.path(), 'utf8') };
}

/** The number of the line with the cursor, while the editor has the focus. */
const cursorLine = (): Promise<string> => page.locator('.focused .active-line-number').innerText();

const studyLine = async (): Promise<string> => {
  const lines = (await readFile('examples/two-layer.arch', 'utf8')).split('\n');
  return String(lines.findIndex((line) => line.startsWith('study ')) + 1);
};

/** P* of the example as a scale, or by the estimate once that has been made. */
const twoLayerScale = /^P\* ~ √\(N·d\)( = 64|, about \d+ \(estimate\))$/;

test('hints stand in the text, and P* beside it', async () => {
  await expect.poll(() => textOf(page, 'dense h'), { timeout }).toContain('specialization, M ~ √(N/d)');
  await expect.poll(() => page.locator('#sample-scale').textContent(), { timeout }).toMatch(twoLayerScale);
  const why = frame(page, 'explanation').locator('#explanation');
  await expect.poll(() => why.textContent(), { timeout }).toContain('√(N·d)');
  expect(await why.locator('h1, h2').count()).toBeGreaterThan(0);
  await page.screenshot({ path: 'test/output/playground.png' });
});

test('P* is estimated in numbers in the background', async () => {
  const estimated = /P\* ~ √\(N·d\), about \d+ \(estimate\)/;
  await expect.poll(() => page.locator('#sample-scale').textContent(), { timeout }).toMatch(estimated);
  await expect.poll(() => textOf(page, 'study Cubic'), { timeout }).toMatch(estimated);
  await page.screenshot({ path: 'test/output/playground-estimate.png' });
});

test('a hover says why', async () => {
  await page.locator('.view-line').filter({ hasText: 'dense h' }).first().getByText('dense').first().hover();
  const hover = page.locator('.monaco-hover').filter({ hasText: 'fully connected layer' }).first();
  await hover.waitFor({ timeout });
  await page.screenshot({ path: 'test/output/playground-hover.png' });
  await page.mouse.move(5, 5);
});

test('the phase diagram and the learning curve are drawn', async () => {
  await page.locator('#examples').selectOption('three-layer');
  await expect.poll(() => page.locator('#sample-scale').textContent(), { timeout }).toContain('P* ~ √(N2·d)');
  await tab(page, 'Diagram');
  await frame(page, 'diagram').locator('[data-region]').first().waitFor({ timeout });
  await page.screenshot({ path: 'test/output/playground-diagram.png' });
  await tab(page, 'Curve');
  await frame(page, 'curve').locator('canvas').first().waitFor({ timeout });
  await page.screenshot({ path: 'test/output/playground-curve.png' });
});

test('an edit is followed: an error is marked, and what it says is of the text as it is', async () => {
  await page.locator('#examples').selectOption('two-layer');
  await tab(page, 'Why');
  await writeAtEnd(page, '\nscale x = y');
  await page.locator('.squiggly-error').first().waitFor({ timeout });
  await page.keyboard.press('Backspace');
  await page.keyboard.type('7');
  await page.locator('.squiggly-error').first().waitFor({ state: 'detached', timeout });
});

test('completion offers what can stand there', async () => {
  await writeAtEnd(page, '\nstu');
  await page.keyboard.press('Control+Space');
  await page.locator('.suggest-widget .monaco-list-row').filter({ hasText: 'study' }).first().waitFor({ timeout });
  await page.keyboard.press('Escape');
});

test('a study is measured in a worker, with a chart', async () => {
  await page.locator('#examples').selectOption('lazy');
  await page.locator('#examples').selectOption('two-layer');
  await tab(page, 'Validate');
  await page.getByRole('button', { name: 'Measure Cubic' }).click();
  const results = frame(page, 'results');
  await expect.poll(() => results.locator('body').textContent(), { timeout: 80_000 }).toContain('The exponents agree');
  await results.locator('canvas').first().waitFor({ timeout });
  await page.screenshot({ path: 'test/output/playground-validation.png' });
});

test('a result is saved as a page with its verdict and plots', async () => {
  const report = await savedBy(frame(page, 'results').getByRole('button', { name: 'Export Report' }));
  expect(report.name).toBe('Cubic-rate.html');
  expect(report.text).toContain('<h1>Cubic:');
  expect(report.text).toContain('The exponents agree');
  expect(report.text).toContain('<svg');
});

test('a result leads to its study', async () => {
  await page.locator('.view-lines').click();
  await page.keyboard.press('Control+Home');
  await expect.poll(cursorLine, { timeout }).toBe('1');
  await frame(page, 'results').getByRole('button', { name: 'Show Study' }).click();
  await expect.poll(cursorLine, { timeout }).toBe(await studyLine());
});

test('a result can be measured again', async () => {
  // A run can be over before anyone has looked, so the button is watched from before.
  const started = page.evaluate(`new Promise((resolve) => {
    const button = document.querySelector('.run button');
    new MutationObserver(() => button.textContent === 'Stop' && resolve(true)).observe(button, { childList: true });
  })`);
  await frame(page, 'results').getByRole('button', { name: 'Run Again' }).click();
  expect(await started).toBe(true);
  await page.getByRole('button', { name: 'Measure Cubic' }).waitFor({ timeout: 80_000 });
});

test('a learning curve is saved as a table', async () => {
  await tab(page, 'Curve');
  const { name, text } = await savedBy(frame(page, 'curve').getByRole('button', { name: 'Export CSV' }));
  expect(name).toBe('Cubic-curve.csv');
  const [header, ...rows] = text.trimEnd().split('\r\n');
  expect(header).toMatch(/^P,.*least error/);
  const samples = rows.map((row) => Number(row.split(',')[0]));
  expect(samples.length).toBeGreaterThan(10);
  expect(samples).toEqual(samples.toSorted((one, other) => one - other));
});

test('a diagram leads to its study', async () => {
  await tab(page, 'Diagram');
  await page.locator('.view-lines').click();
  await page.keyboard.press('Control+Home');
  await expect.poll(cursorLine, { timeout }).toBe('1');
  await frame(page, 'diagram').getByRole('button', { name: 'Show Study' }).click();
  await expect.poll(cursorLine, { timeout }).toBe(await studyLine());
});

test('sizes of a diagram are written into the text, and taken back by one undo', async () => {
  const diagram = frame(page, 'diagram');
  const field = diagram.getByLabel('d, number');
  await field.fill('128');
  await field.press('Enter');
  await diagram.getByRole('button', { name: 'Write to File' }).click({ timeout });
  await diagram.getByText('Written: d = 128').waitFor({ timeout });
  await page.locator('.view-lines').click();
  await page.keyboard.press('Control+Home');
  await expect.poll(() => textOf(page, 'scale d'), { timeout }).toContain('scale d = 128');
  await page.screenshot({ path: 'test/output/playground-written.png' });
  await page.keyboard.press('Control+z');
  await expect.poll(() => textOf(page, 'scale d'), { timeout }).toContain('scale d = 64');
  await expect.poll(() => page.locator('#sample-scale').textContent(), { timeout }).toMatch(twoLayerScale);
});

test('a link holds the text, and shows it to whoever opens it', async () => {
  await writeAtEnd(page, '\n// shared with ∂ and é');
  await page.getByRole('button', { name: 'Share' }).click();
  await expect.poll(() => page.url(), { timeout }).toContain('#text=');
  const other = await open({ width: 1300, height: 850 }, new URL(page.url()).hash);
  await expect.poll(() => other.locator('#sample-scale').textContent(), { timeout }).toMatch(twoLayerScale);
  await other.locator('.view-lines').click();
  await other.keyboard.press('Control+End');
  await expect.poll(() => textOf(other, '// shared'), { timeout }).toContain('// shared with ∂ and é');
  await other.close();
});

test('a damaged link says so, and shows the example', async () => {
  const other = await open({ width: 900, height: 700 }, '#text=damaged');
  await expect.poll(() => other.locator('#status').textContent(), { timeout }).toBe('The text in the link is damaged.');
  await expect.poll(() => other.locator('#sample-scale').textContent(), { timeout }).toMatch(twoLayerScale);
  await other.close();
});

test('a phone shows the text above what it predicts, as wide as the screen', async () => {
  const phone = await open({ width: 390, height: 844 });
  await expect.poll(() => phone.locator('#sample-scale').textContent(), { timeout }).toMatch(twoLayerScale);
  await phone.screenshot({ path: 'test/output/playground-phone.png' });
  const wide = 'document.documentElement.scrollWidth';
  expect(await phone.evaluate(wide)).toBe(390);
  await tab(phone, 'Diagram');
  await phone.locator('#panels').scrollIntoViewIfNeeded();
  await frame(phone, 'diagram').locator('#diagram').waitFor({ timeout });
  await phone.screenshot({ path: 'test/output/playground-phone-diagram.png', fullPage: true });
  await phone.close();
});

test.each(['light', 'dark'] as const)(
  'axe finds nothing wrong with it in the %s theme of the system',
  async (theme) => {
    const themed = await open({ width: 1300, height: 850 }, '', theme);
    await expect.poll(() => themed.locator('#sample-scale').textContent(), { timeout }).toMatch(twoLayerScale);
    expect(await themed.locator('.monaco-editor.vs-dark').count()).toBe(theme === 'dark' ? 1 : 0);
    for (const [name, page, shows] of [
      ['Why', 'explanation', '#explanation h2'],
      ['Diagram', 'diagram', '[data-region]'],
      ['Curve', 'curve', 'canvas'],
    ] as const) {
      await tab(themed, name);
      await frame(themed, page).locator(shows).first().waitFor({ timeout });
      await themed.screenshot({ path: `test/output/playground-${page}-${theme}.png` });
      const shown = themed.frames().find((one) => one.name() === page) ?? expect.fail(`there is no frame ${page}`);
      expect(await violations(shown), name).toEqual([]);
      expect(await violations(themed.mainFrame()), name).toEqual([]);
    }
    await themed.close();
  },
);

test('once loaded it works without a network', async () => {
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
  await page.context().setOffline(true);
  await new Promise((resolve) => server.close(resolve).closeAllConnections());
  await page.reload();
  await expect.poll(() => page.locator('#sample-scale').textContent(), { timeout }).toContain('P* ~');
});

test('nothing was refused by the policy, and nothing failed', () => {
  expect(complaints).toEqual([]);
});
