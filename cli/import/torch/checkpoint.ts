import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { RefusedFileError } from '../../../language/files/reach.js';
import { openNamedFile } from '../../../language/files/user-files.js';
import { candidates, programsOnPath } from '../../../validation/engines/torch/interpreter.js';
import { systemReason } from '../../system-reason.js';
import { WrongCall } from '../../wrong-call.js';
import { UnreadableModel } from '../unreadable-model.js';
import script from './read_checkpoint.py';

const shape = z.array(z.number().int().nonnegative()).max(64);

const module = z.object({
  name: z.string(),
  type: z.string(),
  shapes: z.record(z.string(), shape.nullable()),
  settings: z.record(z.string(), z.unknown()),
});

const answer = z.union([
  z.object({ name: z.string(), isSequence: z.boolean(), parts: z.array(module) }),
  z.object({ tensors: z.array(z.object({ name: z.string(), shape })) }),
]);

/** A module of PyTorch that has no parts of its own. */
export type TorchModule = z.infer<typeof module>;

/** What a file of PyTorch holds: the modules of a network in the order of their definition, or weights by name. */
export type Checkpoint = z.infer<typeof answer>;

/** Unpickling a description takes a second; a minute is for slow machines. */
const patience = 60_000;

/**
 * Reads a file of `torch.save` by a script of Python, which executes nothing in it and needs no PyTorch.
 * @throws WrongCall when there is no Python.
 * @throws UnreadableModel when the file is none.
 */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  const parsed = answer.safeParse(await runPython(path, script, { arguments: ['-I'] }));
  if (!parsed.success) throw new UnreadableModel('its layers are not described as those of PyTorch.');
  return parsed.data;
}

/**
 * What a script of Python prints of a file, as JSON; undefined when it is none, as what is named as the Python may be
 * something else.
 * @throws WrongCall when there is no Python.
 * @throws UnreadableModel with the script's reason when it does not succeed.
 */
export async function runPython(
  path: string,
  text: string,
  { arguments: own = [], cwd }: { readonly arguments?: readonly string[]; readonly cwd?: string },
): Promise<unknown> {
  await refuseUnlessRegular(path);
  const python = pythonHere();
  if (python === undefined) throw withoutPython(path);
  const printed = await new Promise<string>((fulfil, reject) => {
    const options = { timeout: patience, maxBuffer: 1 << 26, ...(cwd !== undefined && { cwd }) };
    const child = execFile(python, [...own, '-', resolve(path)], options, (error, stdout, stderr) => {
      if (!error) fulfil(stdout);
      else if (error.code === 'ENOENT') {
        reject(withoutPython(path));
      } else if (error.killed) reject(new UnreadableModel(`${python} did not come to an end with it.`));
      else reject(new UnreadableModel(`${stderr.trim().split('\n').at(-1) || `${python} ended early`}.`));
    });
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(text);
  });
  return json(printed);
}

const withoutPython = (path: string): WrongCall =>
  new WrongCall(`Reading ${path} needs Python 3: install it, or name it in ARCHSCALE_PYTHON. An ONNX file needs none.`);

/** The Python that is named, or the first on the PATH: given by name, Windows would take one from the working directory first. */
function pythonHere(): string | undefined {
  const names = process.platform === 'win32' ? ['python.exe', 'py.exe'] : ['python3'];
  const named = process.env.ARCHSCALE_PYTHON;
  return named ? candidates(process.env, [])[0] : programsOnPath(process.env, names).find((path) => existsSync(path));
}

/** Python would wait for a pipe without end. */
async function refuseUnlessRegular(path: string): Promise<void> {
  try {
    await (await openNamedFile(path)).close();
  } catch (error) {
    if (error instanceof RefusedFileError) throw new UnreadableModel('it is not a file.');
    throw new UnreadableModel(`${systemReason(error)}.`);
  }
}

/** What was printed, when it is JSON. */
function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
