import { existsSync } from 'node:fs';
import { findProgram, testsThatNeedPrograms } from './needed-programs.mjs';

const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The tests in a real VS Code, driven by a browser; they may not be skipped when ARCHSCALE_E2E=required. */
export function endToEndTests() {
  return testsThatNeedPrograms('e2e', {
    config: 'vitest.e2e.config.ts',
    listed: 'test/run/listed.config.ts',
    missing: findBrowser()
      ? undefined
      : 'No Chromium or Chrome was found: install one (Debian: apt-get install chromium) or name it in ARCHSCALE_BROWSER.',
    isRequired: process.env.ARCHSCALE_E2E === 'required',
  });
}

/** Path of the browser to drive; undefined when there is none. */
export function findBrowser() {
  const named = process.env.ARCHSCALE_BROWSER;
  if (named) return existsSync(named) ? named : undefined;
  return findProgram(browsers);
}
