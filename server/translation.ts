import { config } from '@vscode/l10n';
import type { InitializeParams } from 'vscode-languageserver';
import type { InitializationOptions } from '../protocol/initialization.js';

/**
 * Has the server speak the editor's language: by the translation that the editor hands over when it starts the server, by the texts
 * in English. Without one the server speaks English.
 */
export function useTextsOf({ initializationOptions }: InitializeParams): void {
  const { texts } = (initializationOptions ?? {}) as InitializationOptions;
  const entries = typeof texts === 'object' && texts !== null ? Object.entries(texts) : [];
  const contents = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  config({ contents: Object.fromEntries(contents) });
}
