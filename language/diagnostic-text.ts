import type { Diagnostic } from 'vscode-languageserver-protocol';

/** The message of a diagnostic as text. The protocol allows Markdown too; the checks of this language write none. */
export function textOf({ message }: Pick<Diagnostic, 'message'>): string {
  return typeof message === 'string' ? message : message.value;
}
