import { MarkupKind, type MarkupContent } from 'vscode-languageserver';
import { plainText } from '../../present/markdown/plain-text.js';

/**
 * A text in the first format that a client names of those known here.
 * @param formats what the client says; Markdown where it says nothing.
 */
export function markup(value: string, formats: readonly MarkupKind[] | undefined): MarkupContent {
  const isPlain =
    formats?.find((one) => one === MarkupKind.Markdown || one === MarkupKind.PlainText) === MarkupKind.PlainText;
  return isPlain ? { kind: MarkupKind.PlainText, value: plainText(value) } : { kind: MarkupKind.Markdown, value };
}
