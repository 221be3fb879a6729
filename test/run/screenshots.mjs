// Takes the pictures of the README in a real VS Code: npm run screenshots.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import UPNG from 'upng-js';
import { exitCodeOf } from './command.mjs';

/** Pictures that the tests in VS Code take, by the names that they have in docs/images/. */
const pictures = { editor: 'hints', hover: 'hover', results: 'validation', diagram: 'diagram' };

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
const tests = ['editing', 'vscode/validation', 'vscode/diagram'];
const code = await exitCodeOf('vitest', ['run', '--config', 'vitest.e2e.config.ts', ...tests]);
if (code === 0) {
  mkdirSync('docs/images', { recursive: true });
  for (const [name, taken] of Object.entries(pictures)) {
    writeFileSync(`docs/images/${name}.png`, inFewColours(readFileSync(`test/output/${taken}.png`)));
  }
}
const animated = await exitCodeOf('node', ['test/run/animation.mjs']);
process.exitCode = code === 0 && animated === 0 ? 0 : 1;

/**
 * A picture with 64 colours, which is much smaller: pictures are packed with the extension.
 * @param {Buffer} png
 */
function inFewColours(png) {
  const image = UPNG.decode(new Uint8Array(png).buffer);
  return Buffer.from(UPNG.encode([UPNG.toRGBA8(image)[0]], image.width, image.height, 64));
}
