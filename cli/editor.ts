import { config } from '@vscode/l10n';
import { createNewFileSync, readOwnTextSync } from '../language/files/run-files.js';

/** How a command ended early, for the editor that started it. */
export interface Ending {
  readonly kind: 'call' | 'refused' | 'interrupted' | 'failed' | 'fault';
  /** For the user. */
  readonly message: string;
  /** The code of the message, where it has one. */
  readonly code?: string;
}

/**
 * Has the command line speak the language of the editor that started it.
 * @param file the translation, which `ARCHSCALE_TEXTS` names.
 */
export function useEditorTexts(file: string): void {
  try {
    config({ contents: readOwnTextSync(file) });
  } catch {
    // English then: a translation that cannot be read must not stop a run.
  }
}

/**
 * Leaves how a command ended in the new file that `ARCHSCALE_ENDING` names, from which the editor shows it.
 * @returns whether it was left there.
 */
export function tellEditor(ending: Ending): boolean {
  const file = process.env.ARCHSCALE_ENDING;
  if (!file) return false;
  try {
    createNewFileSync(file, JSON.stringify(ending));
    return true;
  } catch {
    return false;
  }
}
