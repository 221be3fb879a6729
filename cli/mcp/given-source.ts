import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { fileExtension } from '../../language/scoping/imports.js';
import { chosenStudy } from '../chosen-study.js';
import { FileHasErrors } from '../file-has-errors.js';
import { openSource } from '../source.js';
import type { Reach } from '../../language/files/reach.js';
import type { Source } from '../../present/views/predicted.js';
import type { PredictedStudy } from '../../present/views/predicted.js';
import { diagnosticLines } from '../../present/text/diagnostics.js';
import { placedFile, textOf } from './roots.js';
import { WrongCall } from '../wrong-call.js';

/** For models whose client shows them no resources. */
const example =
  '"scale d = 64  scale N = 1024  network Net { input gaussian(d)  dense h (width: N, activation: erf)  output linear }  target cubic = he(3)  study Cubic { network: Net  target: cubic }"';

/** How every tool takes what it is about. */
export const sourceInput = {
  file: z
    .string()
    .optional()
    .describe('Path or file: address of an .arch file, best an absolute one. Its imports are read from its folder.'),
  source: z
    .string()
    .optional()
    .describe(
      `Text of the .arch language, instead of a file. With file: the text that stands for what is in that file. A complete text: ${example}`,
    ),
};

/**
 * What a tool takes. An argument that it does not have is refused: to ignore it would answer another question than was asked.
 * @param shape the arguments.
 */
export function toolInput<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape).join(', ');
  const error = ({ code, keys }: { readonly code?: string; readonly keys?: readonly string[] }): string | undefined =>
    code === 'unrecognized_keys'
      ? `this tool has no argument ${(keys ?? []).join(', ')}: it takes ${known}, and a study's validate block holds all other settings`
      : undefined;
  return z.strictObject(shape, { error });
}

/** How tools that are about one study take its name. */
export const studyInput = {
  study: z.string().optional().describe('Name of the study; may be left out when the file has only one.'),
};

/** What the fields of `sourceInput` hold. */
export interface GivenSource {
  readonly file?: string | undefined;
  readonly source?: string | undefined;
}

/** What text without a file is called. */
const unnamed = 'source.arch';

/** What a tool is to read. */
export interface GivenText {
  readonly file: string;
  readonly text: string;
  /** Where its imports and data may lie. */
  readonly reach: Reach;
}

/**
 * The text that a tool is about, with the file in whose folder its imports lie.
 * @throws WrongCall when there is neither a file nor a text, and when the file cannot be read, or is none that an agent may have read.
 */
export async function placeOf({ file: named, source }: GivenSource): Promise<GivenText> {
  const file = named === undefined ? undefined : pathOf(named);
  if (file === undefined && source === undefined) {
    throw new WrongCall('Give file, the path of an .arch file, or source, a text of the .arch language.');
  }
  // A model must not be able to have other files of the user quoted in diagnostics.
  if (file !== undefined && !file.endsWith('.arch')) {
    throw new WrongCall(`${file} is not an .arch file: only those are read.`);
  }
  const placed = await placedFile(file ?? unnamed);
  if (file === undefined) return { file: placed.path, text: source ?? '', reach: placed.reach };
  const onDisk = await textOf(placed);
  if (onDisk === undefined && source === undefined)
    throw new WrongCall(`${placed.path} cannot be read: there is no such file.`);
  // An agent could name a file that is not there in any folder: those with files of the language are read.
  const isOfLanguage = onDisk !== undefined || (await hasArchFile(dirname(placed.path)));
  const { reach } = isOfLanguage ? placed : await placedFile(unnamed);
  return { file: placed.path, text: source ?? onDisk ?? '', reach };
}

/** True for a folder in which files of the language lie. */
async function hasArchFile(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  return names.some((name) => name.endsWith(fileExtension));
}

/** The path that a `file:` address means, or the path itself. @throws WrongCall for an address of another machine. */
function pathOf(file: string): string {
  if (!/^file:/i.test(file)) return file;
  try {
    return fileURLToPath(file);
  } catch {
    throw new WrongCall(
      `${file} is not the address of a file on this machine: give a path, or an address that begins with file:///`,
    );
  }
}

/**
 * Reads what a tool was given, and predicts its studies.
 * @throws WrongCall when it cannot be read.
 */
export async function givenSource(given: GivenSource): Promise<Source> {
  const { file, text, reach } = await placeOf(given);
  return openSource(file, text, reach);
}

/**
 * The study that a tool was asked about, as `chosenStudy` finds it.
 * @throws FileHasErrors with the diagnostics, when it cannot be predicted.
 * @throws WrongCall when there is no such study.
 */
export function givenStudy(source: Source, name: string | undefined): PredictedStudy {
  try {
    return chosenStudy(source, name, 'the field study');
  } catch (error) {
    throw withDiagnostics(error, source);
  }
}

/** An error that the file's errors are the reason of says which they are: a tool has no other place to say so. */
export function withDiagnostics(error: unknown, source: Source): unknown {
  if (!(error instanceof FileHasErrors)) return error;
  return new FileHasErrors([error.message, ...diagnosticLines(source)].join('\n'), { cause: error });
}
