// Takes the moving picture of the README in the playground: node test/run/animation.mjs. npm run screenshots calls it.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import UPNG from 'upng-js';
import { serveFolder } from '../../playground/serve.mjs';
import { findBrowser } from './end-to-end.mjs';

const size = { width: 860, height: 480 };
/** Of a frame, in milliseconds: while somebody types, and while somebody reads. */
const [typing, reading] = [250, 2500];

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
execFileSync(process.execPath, ['playground/serve.mjs', '--build'], { stdio: 'ignore' });
const { url, server } = await serveFolder('dist/playground');
const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--headless', '--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: size, colorScheme: 'light' });
  await page.goto(url);
  const frames = [];
  const take = async (delay) => {
    const image = UPNG.decode(new Uint8Array(await page.screenshot()).buffer);
    frames.push({ rgba: UPNG.toRGBA8(image)[0], delay });
  };
  const shows = async (scale, pattern) => {
    await page.locator('#sample-scale', { hasText: scale }).waitFor();
    await page.locator('.view-line', { hasText: pattern }).first().waitFor();
  };
  await shows('P* ~ √(N·d)', 'specialization');
  await take(reading);
  // A layer as wide as d^6 stays lazy.
  await page.locator('.view-line', { hasText: 'scale N' }).first().click();
  await page.keyboard.press('End');
  for (const sign of '^6') {
    await page.keyboard.type(sign);
    await take(typing);
  }
  await shows('P* ~ d³', 'lazy');
  await take(reading);
  const bytes = UPNG.encode(
    frames.map(({ rgba }) => rgba),
    size.width,
    size.height,
    48,
    frames.map(({ delay }) => delay),
  );
  writeFileSync('docs/images/edit.png', Buffer.from(bytes));
} finally {
  await browser.close();
  server.closeAllConnections();
  server.close();
}
