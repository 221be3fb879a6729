import { config } from '@vscode/l10n';
import { l10n } from 'vscode';

/** Has the extension speak VS Code's language, where there is a translation: before any text of it is made. */
export function useTranslation(): void {
  config({ contents: l10n.bundle ?? {} });
}
