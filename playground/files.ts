import type { MessageConnection } from 'vscode-jsonrpc/browser';
import { type FileQuestion, fileRequests, type FileStatus, type FolderEntry } from '../worker/messages.js';

/** The address of the text in the editor, as servers write it. */
export const textAddress = 'memory:/playground.arch';

/** The files of the playground: they are kept in memory, and gone with the page. */
export class Files {
  private readonly texts = new Map<string, string>();

  /** The text of a file; undefined when there is none. */
  read(uri: string): string | undefined {
    return this.texts.get(uri);
  }

  write(uri: string, text: string): void {
    this.texts.set(uri, text);
  }

  /** Answers what a worker asks about files. */
  serve(connection: MessageConnection): void {
    connection.onRequest(fileRequests.status, ({ uri }: FileQuestion): FileStatus | null => {
      const text = this.texts.get(uri);
      return text === undefined ? null : { isFolder: false, size: text.length, time: 0 };
    });
    connection.onRequest(fileRequests.read, ({ uri }: FileQuestion): Uint8Array | null => {
      const text = this.texts.get(uri);
      return text === undefined ? null : new TextEncoder().encode(text);
    });
    connection.onRequest(fileRequests.list, ({ uri }: FileQuestion) => this.entriesIn(uri));
    connection.onRequest(fileRequests.write, ({ uri, text = '' }: FileQuestion) => {
      this.write(uri, text);
      return null;
    });
    connection.onRequest(fileRequests.move, ({ uri, to = '' }: FileQuestion) => {
      this.write(to, this.texts.get(uri) ?? '');
      this.texts.delete(uri);
      return null;
    });
  }

  private entriesIn(folder: string): FolderEntry[] {
    const below = [...this.texts.keys()].filter((uri) => uri.startsWith(`${folder}/`));
    const parts = below.map((uri) => uri.slice(folder.length + 1).split('/'));
    return parts.map(([name = '', ...rest]) => ({ name, isFolder: rest.length > 0 }));
  }
}
