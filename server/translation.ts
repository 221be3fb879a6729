import { config } from '@vscode/l10n';
import type { InitializeParams } from 'vscode-languageserver';
import german from '../l10n/bundle.l10n.de.json';

const translations: Readonly<Record<string, Readonly<Record<string, string>>>> = { de: german };

/**
 * Has the server speak the editor's language, where there is a translation; English otherwise.
 * @param params the locale is that of the options where an editor names one there, else that of the protocol
 */
export function useLocaleOf({ initializationOptions, locale }: InitializeParams): void {
  const named = (initializationOptions as { readonly locale?: unknown } | undefined)?.locale ?? locale;
  const language = typeof named === 'string' ? named.toLowerCase().split(/[-_]/)[0] : undefined;
  config({ contents: (language !== undefined && translations[language]) || {} });
}
