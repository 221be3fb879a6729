import { fileURLToPath } from 'node:url';
import { candidates, findInterpreter } from '../../../validation/engines/torch/interpreter.js';
import type { Interpreter } from '../../../validation/engines/torch/interpreter.js';
import { wordsOfError } from '../../../present/words/words.js';

export const engineScript = fileURLToPath(
  new URL('../../../validation/engines/torch/archscale_torch', import.meta.url),
);

/**
 * A Python with PyTorch, for the tests that need one. Without one they are skipped, and say so, unless ARCHSCALE_TOOLS=required.
 */
export const pytorch: Interpreter | undefined = await findInterpreter(
  engineScript,
  candidates(process.env, process.cwd()),
).catch((error: unknown) => {
  if (process.env['ARCHSCALE_TOOLS'] === 'required') throw error;
  process.stderr.write(`Tests of the torch engine are skipped: ${wordsOfError(error)}\n`);
  return undefined;
});
