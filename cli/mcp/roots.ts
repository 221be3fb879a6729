import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { RootsListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { URI } from 'langium';
import { resolve } from 'node:path';
import { RefusedFileError, type Reach } from '../../language/files/reach.js';
import { readUserFile } from '../../language/files/user-files.js';
import { reachBelow, reachOfFile, workspaceFolders } from '../reach.js';
import { systemReason } from '../system-reason.js';
import { WrongCall } from '../wrong-call.js';

/** The folders that the client works in; undefined where it names none. */
let roots: Promise<readonly string[] | undefined> = Promise.resolve(undefined);

/** Asks the client for its roots once it is there, and again when it says that they changed. */
export function followRoots({ server }: McpServer): void {
  const ask = async (): Promise<readonly string[] | undefined> => {
    if (!server.getClientCapabilities()?.roots) return undefined;
    const answer = await server.listRoots();
    const addresses = answer.roots.map(({ uri }) => URI.parse(uri));
    return addresses
      .filter(({ scheme, authority }) => scheme === 'file' && authority === '')
      .map(({ fsPath }) => fsPath);
  };
  const refresh = (): void => {
    // A client that fails to answer allows nothing.
    roots = ask().catch(() => []);
  };
  server.oninitialized = refresh;
  server.setNotificationHandler(RootsListChangedNotificationSchema, refresh);
}

/** A file that an agent names, and where its imports and data may lie. */
export interface PlacedFile {
  readonly path: string;
  readonly reach: Reach;
}

/**
 * Where an agent may have files read: below the client's roots, or the editor's folders; without either below the working directory and the folder of
 * a file that is there.
 * @param file as the agent names it; undefined for a text that is in no file.
 */
export async function placedFile(file: string): Promise<PlacedFile> {
  const given = (await roots) ?? (workspaceFolders().length > 0 ? workspaceFolders() : undefined);
  if (!given) return { path: file, reach: reachOfFile(file) };
  const path = resolve(given[0] ?? '', file);
  return { path, reach: reachBelow(given) };
}

/**
 * The text of a file that an agent names; undefined where there is no such file.
 * @throws WrongCall when it is not to be read, or cannot be.
 */
export async function textOf({ path, reach }: PlacedFile): Promise<string | undefined> {
  const bytes = await readUserFile(path, reach).catch((error: unknown) => {
    if (error instanceof RefusedFileError) throw refusal(path, error);
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT') return undefined;
    throw new WrongCall(`${path} cannot be read: ${systemReason(error)}.`);
  });
  const text = bytes?.toString('utf8');
  if (text?.includes('\0')) throw new WrongCall(`${path} cannot be read: it is not text.`);
  return text;
}

function refusal(path: string, { reason }: RefusedFileError): WrongCall {
  const why = {
    outside: 'it lies outside of the folders that this server may read',
    folder: 'it is a folder',
    'not-regular': 'it is not a regular file, which alone is read',
    'other-machine': 'it lies on another machine',
  }[reason];
  return new WrongCall(`${path} cannot be read: ${why}.`);
}
