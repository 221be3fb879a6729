import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { vitest } from './vitest.mjs';

/**
 * Tests that need more than Node. Without that they are skipped and counted as such, or failed where they are required.
 * @param name of the tests' report
 * @param config of the tests
 * @param listed config that lists the tests without the preparations that running them needs
 * @param missing a sentence that says what is missing and how to get it; undefined when all is there
 * @param isRequired whether they may not be skipped
 */
export async function testsThatNeedPrograms(name, { config, listed = config, missing, isRequired }) {
  if (!existsSync(config)) throw new Error(`${config} is missing.`);
  if (missing === undefined) return vitest(name, ['--config', config]);
  const list = execFileSync('node_modules/.bin/vitest', ['list', '--json', '--config', listed], { encoding: 'utf8' });
  const tests = JSON.parse(list).length;
  process.stdout.write(`${missing}\n`);
  return isRequired ? { passed: 0, failed: tests, skipped: 0 } : { passed: 0, failed: 0, skipped: tests };
}

/** The path of the first of these programs that the PATH has; undefined when it has none. */
export function findProgram(names, furtherFolders = []) {
  const folders = [...(process.env.PATH ?? '').split(':').filter(Boolean), ...furtherFolders];
  return folders.flatMap((folder) => names.map((name) => `${folder}/${name}`)).find((path) => existsSync(path));
}
