import type { MessageConnection } from 'vscode-jsonrpc/browser';
import { answer } from '../protocol/connection.js';
import {
  fileStatusRequest,
  listFolderRequest,
  moveFileRequest,
  readFileRequest,
  writeFileRequest,
} from '../protocol/requests.js';
import type { FolderEntry } from '../protocol/files.js';

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
    answer(connection, fileStatusRequest, ({ uri }) => {
      const text = this.texts.get(uri);
      return text === undefined ? null : { isFolder: false, size: text.length, time: 0 };
    });
    answer(connection, readFileRequest, ({ uri }) => {
      const text = this.texts.get(uri);
      return text === undefined ? null : new TextEncoder().encode(text);
    });
    answer(connection, listFolderRequest, ({ uri }) => this.entriesIn(uri));
    answer(connection, writeFileRequest, ({ uri, text }) => {
      this.write(uri, text);
      return null;
    });
    answer(connection, moveFileRequest, ({ uri, to }) => {
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
