import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
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
  candidates(process.env, [process.cwd()]),
).catch((error: unknown) => {
  if (process.env['ARCHSCALE_TOOLS'] === 'required') throw error;
  process.stderr.write(`Tests of the torch engine are skipped: ${wordsOfError(error)}\n`);
  return undefined;
});

/** Its path; empty without one. */
export const python = pytorch?.path ?? '';

/** Runs Python with the modules of the engine; gives what it prints, line by line. */
export function inPython(program: string, input: unknown = null): unknown[] {
  const prelude = `import sys, json; sys.path.insert(0, ${JSON.stringify(dirname(engineScript))}); sys.dont_write_bytecode = True; import torch, threading\nfrom archscale_torch import alignment, batching, diagnostics, gaussians, inputs as given, ensemble, measuring, network, sampler, starts, targets\n`;
  const printed = execFileSync(python, ['-c', prelude + program], { input: JSON.stringify(input), encoding: 'utf8' });
  return printed
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}
