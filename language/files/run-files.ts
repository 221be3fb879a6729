import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { lstat, mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname, join, parse, sep } from 'node:path';
import { replaceFile } from './replace-file.js';

/**
 * The only place that opens files which archscale keeps: those of runs, estimates, calibrations. They can come with somebody else's project, so none
 * is opened through a link, and none that is no regular file: nothing is written elsewhere, and nothing waits.
 */

/** A link, or something else than a file or folder, where archscale keeps its own. `code` is as of an error of the file system. */
export class ForeignFileError extends Error {
  override readonly name = 'ForeignFileError';

  constructor(
    readonly code: 'ELOOP' | 'ENOTREG',
    readonly path: string,
  ) {
    super(`${code}: ${path}`);
  }
}

const access = {
  read: constants.O_RDONLY,
  append: constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT,
  change: constants.O_RDWR,
} as const;

/** Windows knows none of these. */
const guarded = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/** Folders that nobody but archscale makes: they and what is in them are no links. The second is in the folder of a run. */
const keptFolder = '.archscale';
const partsFolder = 'parts';

/**
 * Opens a file that archscale keeps.
 * @param how `append` makes it where it is not there.
 * @throws ForeignFileError for a link, also on the way from the first folder of archscale's own, and for what is no regular file.
 * @throws what the file system says.
 */
export async function openOwnFile(path: string, how: keyof typeof access): Promise<FileHandle> {
  await refuseLinks(path);
  const handle = await open(path, access[how] | guarded);
  try {
    refuseIrregular(path, await handle.stat());
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** The whole of a file that archscale keeps, by `openOwnFile`. */
export async function readOwnFile(path: string): Promise<Buffer> {
  const handle = await openOwnFile(path, 'read');
  try {
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** The text of a file that archscale keeps, by `openOwnFile`. */
export const readOwnText = async (path: string): Promise<string> => (await readOwnFile(path)).toString('utf8');

/** The largest text that is read while everything else waits, in bytes. */
const largestAtOnce = 4 * 2 ** 20;

/** As `readOwnText`, at once. */
export function readOwnTextSync(path: string): string {
  for (const part of ownParts(path)) refuseForeign(part, lstatSync(part));
  const file = openSync(path, access.read | guarded);
  try {
    const status = fstatSync(file);
    refuseIrregular(path, status);
    if (status.size > largestAtOnce) throw new RangeError(`${path} is larger than ${largestAtOnce} bytes.`);
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

/** Appends a text to a file that archscale keeps, by `openOwnFile`. */
export async function appendToOwnFile(path: string, text: string): Promise<void> {
  const handle = await openOwnFile(path, 'append');
  try {
    await handle.appendFile(text);
  } finally {
    await handle.close();
  }
}

/**
 * Makes a file that archscale keeps, with its text.
 * @returns false where there is one of that name, whatever it is.
 */
export async function createOwnFile(path: string, text: string): Promise<boolean> {
  await refuseLinks(dirname(path));
  try {
    const handle = await open(path, 'wx');
    await handle.writeFile(text).finally(() => handle.close());
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Makes a file at once that this user alone can read: in a folder that others write to as well, such as that of temporary files.
 * @throws what the file system says, also where there is one of that name, whatever it is.
 */
export function createNewFileSync(path: string, text: string): void {
  writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
}

/** Replaces a file that archscale keeps, in one step; a link of its name is replaced, and what it leads to is not touched. */
export async function replaceOwnFile(path: string, text: string): Promise<void> {
  await refuseLinks(dirname(path));
  await replaceFile(path, text, { followsLink: false });
}

/** Makes a folder of archscale's own, and those that it lies in, where they are not there. @throws ForeignFileError where one is a link. */
export async function makeOwnFolder(path: string): Promise<void> {
  await refuseLinks(path);
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    // Node says ENOENT of a file system that is read-only. Made one by one, the first folder says what is wrong.
    if (dirname(path) !== path) await makeOwnFolder(dirname(path));
    await mkdir(path);
  }
}

/** What tells a file of archscale's own from one that took its place; undefined where there is none. */
export async function statusOfOwnFile(
  path: string,
): Promise<{ readonly mtimeMs: number; readonly size: number; readonly ino: number } | undefined> {
  try {
    const status = await lstat(path);
    return status.isFile() ? status : undefined;
  } catch {
    return undefined;
  }
}

/** Nothing is opened here: a device could begin to work, and a folder on a network could be waited for. */
async function refuseLinks(path: string): Promise<void> {
  for (const part of ownParts(path)) {
    const status = await lstat(part).catch(() => undefined);
    if (!status) return;
    refuseForeign(part, status);
  }
}

interface Status {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

function refuseForeign(path: string, status: Status): void {
  if (status.isSymbolicLink()) throw new ForeignFileError('ELOOP', path);
  refuseIrregular(path, status);
}

function refuseIrregular(path: string, status: Status): void {
  // What a folder is asked for says the file system better.
  if (!status.isFile() && !status.isDirectory()) throw new ForeignFileError('ENOTREG', path);
}

/** The path from the first folder of archscale's own on, part by part; of a path without one the last part. */
function ownParts(path: string): string[] {
  const { root } = parse(path);
  const names = path
    .slice(root.length)
    .split(sep === '\\' ? /[\\/]+/ : /\/+/)
    .filter(Boolean);
  const first = names.lastIndexOf(keptFolder);
  const from = first >= 0 ? first : names.length - (names.at(-2) === partsFolder ? 2 : 1);
  return names.flatMap((_, index) => (index < from ? [] : [join(root, ...names.slice(0, index + 1))]));
}
