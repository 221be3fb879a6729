import { URI } from 'langium';
import { constants, createReadStream } from 'node:fs';
import { lstat, open, readlink, realpath, type FileHandle } from 'node:fs/promises';
import { resolve } from 'node:path';
import { anywhere, isBelow, lexicalRefusal, RefusedFileError, type Reach } from './reach.js';

/** The only place that opens files of users: those of the language, data, models. Nothing here writes. */

/** A pipe or a terminal that took a file's place meanwhile is neither waited for nor taken; Windows knows none of these flags. */
const flags =
  constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/** Files that the system makes up: of processes, of devices. */
const ofTheSystem = /^\/(proc|sys|dev)(\/|$)/;

/** Names that mean a device in every folder of Windows, and streams beside a file's text. */
const windowsDevice = /(^|[\\/])(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\.[^\\/]*)?$/i;
const windowsStream = /^(?:[a-z]:)?[^:]*:/i;

/** What a shell passes on in the place of a file: `<(command)`, `/dev/stdin`. */
const descriptor = /^\/dev\/(?:stdin|fd\/(\d+))$/;

/**
 * Opens a regular file for reading, within a reach. Links are followed first, and what they lead to must be within the reach, too; so it must be once
 * the file is open.
 * @param path absolute, or relative to the working directory.
 * @throws RefusedFileError when it is not to be opened, before it is.
 * @throws what the file system says.
 */
export async function openUserFile(path: string, reach: Reach): Promise<FileHandle> {
  const named = resolve(path);
  // Resolving takes the host out of a share's path on systems that know no shares.
  const address = /^[\\/]{2}/.test(path) ? URI.file(path) : URI.file(named);
  const lexical = lexicalRefusal(address, reach);
  if (lexical === 'other-machine') throw new RefusedFileError('other-machine');
  if (isDeviceName(named)) throw new RefusedFileError('not-regular');
  // Outside, whether there is such a file is not said either.
  const found = await realpath(named).catch((error: unknown) => {
    throw lexical ? new RefusedFileError(lexical) : error;
  });
  const folders = reach.isAnywhere ? [] : await trueFolders(reach.folders);
  refuse(found, reach, folders);
  const status = await lstat(found);
  if (!status.isFile()) throw new RefusedFileError(status.isDirectory() ? 'folder' : 'not-regular');
  const handle = await open(found, flags);
  try {
    if (!(await handle.stat()).isFile()) throw new RefusedFileError('not-regular');
    refuse(await pathOf(handle, found), reach, folders);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * The whole of a file, by `openUserFile`.
 * @param largest in bytes; longer ones are not read.
 * @throws RangeError for a longer one.
 */
export async function readUserFile(path: string, reach: Reach, largest = Infinity): Promise<Buffer> {
  const handle = await openUserFile(path, reach);
  try {
    if ((await handle.stat()).size > largest) throw new RangeError(`${path} is larger than ${largest} bytes.`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** Opens a regular file that the user named in a call, wherever it lies, by `openUserFile`. */
export const openNamedFile = (path: string): Promise<FileHandle> => openUserFile(path, anywhere);

/**
 * The whole of a file that the user named in a call: a regular one, or what the shell passes on as a pipe of this process.
 * @throws RefusedFileError when it is neither.
 * @throws what the file system says.
 */
export async function readNamedFile(path: string): Promise<Buffer> {
  const passed = descriptor.exec(path);
  if (!passed || process.platform === 'win32') return readUserFile(path, anywhere);
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream('', { fd: Number(passed[1] ?? 0), autoClose: false }))
    chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** When a file was last changed, and how long it is, by `openUserFile`. */
export async function versionOfUserFile(path: string, reach: Reach): Promise<string> {
  const handle = await openUserFile(path, reach);
  try {
    const { mtimeMs, size } = await handle.stat();
    return `${mtimeMs} ${size}`;
  } finally {
    await handle.close();
  }
}

function refuse(found: string, reach: Reach, folders: readonly URI[]): void {
  if (ofTheSystem.test(found)) throw new RefusedFileError('not-regular');
  if (!reach.isAnywhere && !isBelow(URI.file(found), folders)) throw new RefusedFileError('outside');
}

/** True for what Windows takes for a device, or for a stream of a file. */
export function isDeviceName(path: string, platform: NodeJS.Platform = process.platform): boolean {
  return platform === 'win32' && (windowsDevice.test(path) || windowsStream.test(path.replace(/^[a-z]:/i, '')));
}

/** The folders without the links on their way. */
async function trueFolders(folders: readonly URI[]): Promise<URI[]> {
  const onDisk = folders.filter(({ scheme }) => scheme === 'file');
  return Promise.all(
    onDisk.map(async (folder) =>
      realpath(folder.fsPath).then(
        (path) => URI.file(path),
        () => folder,
      ),
    ),
  );
}

/** Where an open file lies: Linux says it of the file itself, elsewhere its path is asked for again. */
async function pathOf(handle: FileHandle, path: string): Promise<string> {
  const said =
    process.platform === 'linux' ? await readlink(`/proc/self/fd/${handle.fd}`).catch(() => undefined) : undefined;
  if (said !== undefined) return said;
  const again = await realpath(path);
  const [opened, there] = [await handle.stat(), await lstat(again)];
  if (opened.ino !== there.ino || opened.dev !== there.dev) throw new RefusedFileError('outside');
  return again;
}
