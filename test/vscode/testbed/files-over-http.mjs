import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import path from 'node:path';

/** VS Code's numbers for files and folders. */
const [isFile, isFolder] = [1, 2];

/**
 * Answers what the extension of `served-files` asks about files of this machine.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {string} what the operation
 * @param {URLSearchParams} parameters
 */
export async function answerFiles(request, response, what, parameters) {
  const file = parameters.get('path') ?? '';
  const body = request.method === 'POST' ? await buffer(request) : Buffer.alloc(0);
  const operations = {
    stat: async () => {
      const found = await stat(file);
      const type = found.isDirectory() ? isFolder : isFile;
      return JSON.stringify({ type, mtime: found.mtimeMs, ctime: found.birthtimeMs, size: found.size });
    },
    list: async () => {
      const entries = await readdir(file, { withFileTypes: true });
      return JSON.stringify(entries.map((entry) => [entry.name, entry.isDirectory() ? isFolder : isFile]));
    },
    read: () => readFile(file),
    write: async () => {
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, body);
    },
    make: () => mkdir(file, { recursive: true }).then(() => undefined),
    remove: () => rm(file, { recursive: true }),
    rename: () => rename(file, body.toString()),
  };
  const content = await operations[what]();
  response.writeHead(200).end(content);
}
