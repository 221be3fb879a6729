import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as Library from '../../cli/library/index.js';
import { twoLayer } from '../cli/archscale.js';
import { findBrowser } from '../run/end-to-end.mjs';

/** A page that imports the library, as its user would write it. */
const page = {
  '/': ['text/html', '<!doctype html><title>page</title><script type="module" src="page.mjs"></script>'],
  '/page.mjs': ['text/javascript', "import * as archscale from './index.mjs'; globalThis.archscale = archscale;"],
} as const;

let server: Server;
let browser: Browser;

beforeAll(async () => {
  const files = new Map<string, readonly [string, string]>(Object.entries(page));
  files.set('/index.mjs', ['text/javascript', await readFile('dist/index.mjs', 'utf8')]);
  server = createServer(({ url }, response) => {
    const [type, text] = files.get(url ?? '') ?? ['text/plain', ''];
    response.writeHead(text === '' ? 404 : 200, {
      'content-type': type,
      // No evaluation of text, and nothing from elsewhere.
      'content-security-policy': "default-src 'none'; script-src 'self'",
    });
    response.end(text);
  }).listen(0, '127.0.0.1');
  const executablePath = findBrowser();
  if (!executablePath)
    throw new Error('No Chromium or Chrome was found: install one, or name it in ARCHSCALE_BROWSER.');
  browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu'] });
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

test('the library predicts, explains and finds mistakes in a page, under a strict policy', async () => {
  const tab = await browser.newPage();
  const faults: string[] = [];
  tab.on('pageerror', (error) => faults.push(error.message));
  await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await tab.waitForFunction(() => 'archscale' in globalThis);
  const seen = await tab.evaluate(async (text) => {
    const { parse, predict, explain } = (globalThis as unknown as { archscale: typeof Library }).archscale;
    const { studies } = await predict(text);
    const broken = await parse(text.replace('he(3)', 'he(2)'));
    return {
      samples: studies[0]?.samples,
      derivation: (await explain(text)).text,
      mistakes: broken.diagnostics.map(({ severity }) => severity),
    };
  }, twoLayer);
  expect(seen.samples).toEqual({ expression: 'sqrt(N*d)', exponents: { N: '1/2', d: '1/2' }, value: 256 });
  expect(seen.derivation).toContain('√(N·d)');
  expect(seen.mistakes).toEqual(['error']);
  expect(faults).toEqual([]);
});
