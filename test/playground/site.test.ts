import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveFolder } from '../../playground/serve.mjs';
import { deadLinks } from '../../site/links.mjs';
import { findBrowser } from '../run/end-to-end.mjs';
import { violations } from '../vscode/axe.js';

const timeout = 30_000;
/** What axe finds in the side bar and the search button of VitePress, whatever a page holds. */
const ofVitePress = /^(?:nested-interactive|label-content-name-mismatch): /;
let browser: Browser;

beforeAll(async () => {
  const executablePath = findBrowser() ?? expect.fail('there is no browser');
  browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu'] });
});
afterAll(() => browser?.close());

/** Runs npm run docs with options. */
const docs = (...options: string[]) =>
  spawnSync(process.execPath, ['site/main.mjs', ...options], { encoding: 'utf8', cwd: process.cwd() });

test('a base without its slashes is refused, with what to write', () => {
  const { status, stderr } = docs('--base', 'x');
  expect(status).toBe(1);
  expect(stderr.trim()).toBe('--base x: begin and end it with a slash, as in /x/.');
});

describe.each(['/', '/x/'])('the site built for %s', (base) => {
  const out = `test/output/site${base === '/' ? '' : '-x'}`;
  /** Errors of the pages, and requests to other hosts. */
  const complaints: string[] = [];
  let server: Server;
  let url: string;

  beforeAll(async () => {
    execFileSync(process.execPath, ['site/main.mjs', '--base', base, '--out', out], { stdio: 'ignore' });
    ({ url, server } = await serveFolder(out, { base }));
  });
  afterAll(() => {
    server?.closeAllConnections();
    server?.close();
  });

  async function open(path: string, look: { width?: number; colorScheme?: 'light' | 'dark' } = {}): Promise<Page> {
    const { width = 1300, colorScheme = 'light' } = look;
    const page = await browser.newPage({ viewport: { width, height: 850 }, colorScheme });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(url)) complaints.push(request.url());
    });
    await page.goto(`${url}${path}`);
    await page.locator('.vp-doc h1').waitFor({ timeout });
    return page;
  }

  test('no link is dead, and one that is broken is found', () => {
    expect(deadLinks(out, base)).toEqual([]);
    writeFileSync(`${out}/broken.html`, `<a href="${base}theory.html#no-such-section">to</a>`);
    expect(deadLinks(out, base)).toEqual([`broken.html: ${base}theory.html#no-such-section`]);
  });

  test('an edit of a live block changes its P*', async () => {
    const page = await open('tutorial-first-file.html');
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(request.url()));
    expect(await page.locator('.monaco-editor').count()).toBe(0);
    await page.getByRole('button', { name: 'Edit live' }).first().click();
    const scale = page.locator('.live-scale').first();
    await expect.poll(() => scale.textContent(), { timeout }).toMatch(/^Cubic: P\* ~ √\(N·d\)/);
    expect(loaded.some((one) => one.endsWith('/playground/live.js'))).toBe(true);
    const line = page.locator('.live .view-line').filter({ hasText: 'scale N' }).first();
    await expect.poll(() => page.locator('.live .view-lines').textContent(), { timeout }).toContain('specialization');
    await line.click();
    await page.keyboard.press('End');
    await page.keyboard.type('^6');
    await expect.poll(() => scale.textContent(), { timeout }).toMatch(/^Cubic: P\* ~ d³/);
    await page.screenshot({ path: `${out}-live.png` });
    await page.getByRole('button', { name: 'Reset' }).click();
    await expect.poll(() => scale.textContent(), { timeout }).toMatch(/^Cubic: P\* ~ √\(N·d\)/);
    await page.close();
  });

  test('two blocks of a page are edited side by side, and their editors end with the page', async () => {
    const page = await open('diagnostics.html');
    for (let count = 1; count <= 2; count += 1) {
      await page.getByRole('button', { name: 'Edit live' }).first().click();
      await expect.poll(() => page.locator('.live-editor').count(), { timeout }).toBe(count);
    }
    // The second block of the page is the example of a syntax error.
    await page.locator('.live .squiggly-error').first().waitFor({ timeout });
    await page.locator('.VPSidebar a', { hasText: 'Your first file' }).click();
    await page.locator('h1', { hasText: 'Your first file' }).waitFor({ timeout });
    await expect.poll(() => page.locator('.monaco-editor').count(), { timeout }).toBe(0);
    await page.close();
  });

  test('the text of a block goes to the playground', async () => {
    const page = await open('language.html');
    await page.getByRole('button', { name: 'Edit live' }).first().click();
    await page.locator('.live-actions a').first().waitFor({ timeout });
    await page.locator('.live-actions a').first().click();
    await page.locator('#sample-scale').waitFor({ timeout });
    await expect.poll(() => page.locator('#sample-scale').textContent(), { timeout }).toContain('P* ~');
    await page.close();
  });

  test('search finds a page by a word in it', async () => {
    const page = await open('index.html');
    await page.keyboard.press('Control+k');
    await page.locator('#localsearch-input').fill('magnetization');
    await page.locator('.result', { hasText: 'Magnetization' }).first().waitFor({ timeout });
    await page.close();
  });

  test('formulas are MathML', async () => {
    const page = await open('heuristic.html');
    expect(await page.locator('math').count()).toBeGreaterThan(10);
    await page.screenshot({ path: `${out}-mathematics.png` });
    await page.close();
  });

  test.each([
    ['light', 1300],
    ['dark', 1300],
    ['light', 390],
    ['dark', 390],
  ] as const)(
    'pages in the %s theme, %i wide, fit the screen and have no fault that axe finds',
    async (theme, width) => {
      for (const name of ['index', 'heuristic', 'tutorial-first-file', 'results-summary', 'glossary']) {
        const page = await open(`${name}.html`, { width, colorScheme: theme });
        await page.screenshot({ path: `${out}-${name}-${theme}-${width}.png` });
        expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBe(width);
        const own = (await violations(page.mainFrame())).filter((one) => !ofVitePress.test(one));
        expect(own, name).toEqual([]);
        await page.close();
      }
    },
  );

  test('nothing failed, and nothing was loaded from elsewhere', () => {
    expect(complaints).toEqual([]);
  });
});
