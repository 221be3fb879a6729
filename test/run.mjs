// Runs every check and every test; the last line says how many passed.
// Plain Node: this file runs before anything is installed.
import { endToEndTests } from './run/end-to-end.mjs';
import { installDependencies } from './run/install.mjs';
import { command } from './run/command.mjs';
import { generateLanguage } from './run/generate.mjs';
import { slurmTests } from './run/slurm.mjs';
import { vitest } from './run/vitest.mjs';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
mkdirSync('test/output', { recursive: true });

const total = { passed: 0, failed: 0, skipped: 0 };

/** Runs one part and adds what it counted; a part that throws has failed. */
async function part(title, run) {
  process.stdout.write(`\n── ${title}\n`);
  const start = Date.now();
  let counts;
  try {
    counts = await run();
  } catch (error) {
    process.stdout.write(`${error.message}\n`);
    counts = { passed: 0, failed: 1, skipped: 0 };
  }
  for (const key of Object.keys(total)) total[key] += counts[key];
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  process.stdout.write(
    `   ${counts.passed} passed, ${counts.failed} failed${skipped} (${Math.round((Date.now() - start) / 1000)} s)\n`,
  );
  return counts.failed === 0;
}

const built =
  (await part('install', installDependencies)) &&
  (await part('generate parser and colours', generateLanguage)) &&
  (await part('build', () => command('node', ['esbuild.mjs'])));

if (built) {
  await part('types', () => command('tsc', ['--build']));
  await part('eslint', () => command('eslint', ['.']));
  await part('prettier', () => command('prettier', ['--check', '--log-level', 'warn', '.']));
  await part('ruff', () => command('node', ['lint/ruff.mjs']));
  await part('tests', () => vitest('tests', []));
  await part('tests on Slurm', slurmTests);
  await part('tests in VS Code', endToEndTests);
}

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed${skipped}\n`);
process.exitCode = total.failed > 0 ? 1 : 0;
