import type { Connection } from 'vscode-languageserver';
import { HostFiles } from '../../worker/host-files.js';
import {
  fileStatusRequest,
  listFolderRequest,
  moveFileRequest,
  readFileRequest,
  writeFileRequest,
} from '../../protocol/requests.js';

/** Files in memory behind the requests of a worker, by their addresses. */
export class Host {
  readonly texts = new Map<string, string>();
  readonly files = new HostFiles(
    { sendRequest: (method: string, asked: never) => this.answer(method, asked) } as unknown as Connection,
    () => undefined,
  );

  private async answer(
    method: string,
    { uri, text = '', to = '' }: { uri: string; text?: string; to?: string },
  ): Promise<unknown> {
    const own = this.texts.get(uri);
    switch (method) {
      case fileStatusRequest.method:
        return own === undefined ? null : { isFolder: false, size: own.length, time: 1 };
      case readFileRequest.method:
        return own === undefined ? null : new TextEncoder().encode(own);
      case listFolderRequest.method:
        return this.entries(uri);
      case writeFileRequest.method:
        this.texts.set(uri, text);
        return null;
      case moveFileRequest.method:
        this.texts.delete(uri);
        this.texts.set(to, own ?? '');
        return null;
    }
    throw new Error(`${method} is no request of a worker`);
  }

  private entries(folder: string): { name: string; isFolder: boolean }[] {
    const below = [...this.texts.keys()].filter((uri) => uri.startsWith(`${folder}/`));
    const parts = below.map((uri) => uri.slice(folder.length + 1).split('/'));
    return [...new Map(parts.map(([name = '', ...rest]) => [name, { name, isFolder: rest.length > 0 }])).values()];
  }
}
