import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { vitest } from './vitest.mjs';

const config = 'vitest.e2e.config.ts';
const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The tests in a real VS Code, driven by a browser. Without one they are skipped and counted as such, or failed
 * when ARCHSCALE_E2E=required.
 */
export async function endToEndTests() {
  if (!existsSync(config)) throw new Error(`${config} is missing.`);
  const browser = findBrowser();
  if (browser) return vitest('e2e', ['--config', config]);

  const tests = JSON.parse(
    execFileSync('node_modules/.bin/vitest', ['list', '--json', '--config', 'test/run/listed.config.ts'], {
      encoding: 'utf8',
    }),
  );
  process.stdout.write(
    'No Chromium or Chrome was found: install one (Debian: apt-get install chromium) or name it in ARCHSCALE_BROWSER.\n',
  );
  return process.env.ARCHSCALE_E2E === 'required'
    ? { passed: 0, failed: tests.length, skipped: 0 }
    : { passed: 0, failed: 0, skipped: tests.length };
}

/** Path of the browser to drive; undefined when there is none. */
export function findBrowser() {
  const named = process.env.ARCHSCALE_BROWSER;
  if (named) return existsSync(named) ? named : undefined;
  const folders = (process.env.PATH ?? '').split(':').filter(Boolean);
  return folders.flatMap((folder) => browsers.map((name) => `${folder}/${name}`)).find((path) => existsSync(path));
}
