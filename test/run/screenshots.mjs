// Takes the pictures of the README in a real VS Code: npm run screenshots.
import { copyFileSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { exitCodeOf } from './command.mjs';

/** Pictures that the tests in VS Code take, by the names that they have in docs/images/. */
const pictures = { editor: 'hints', hover: 'hover', results: 'validation', diagram: 'diagram' };

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
const code = await exitCodeOf('vitest', [
  'run',
  '--config',
  'vitest.e2e.config.ts',
  'editing',
  'vscode/validation',
  'vscode/diagram',
]);
if (code === 0) {
  mkdirSync('docs/images', { recursive: true });
  for (const [name, taken] of Object.entries(pictures)) {
    copyFileSync(`test/output/${taken}.png`, `docs/images/${name}.png`);
  }
}
process.exitCode = code === 0 ? 0 : 1;
