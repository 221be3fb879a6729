import { TextEdit, type FormattingOptions } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';

/**
 * What the options of the editor ask for beside the layout: no blanks at the ends of lines, a line end after the last line, and no
 * empty lines at the end.
 * @param edits those of the layout: what they replace is left to them.
 */
export function blankEdits(document: TextDocument, options: FormattingOptions, edits: readonly TextEdit[]): TextEdit[] {
  const text = document.getText();
  const end = text.trimEnd().length;
  const tail = text.slice(end);
  const found = options.trimTrailingWhitespace === true ? blanksIn(document, end) : [];
  const wanted = tailOf(tail, options, text.includes('\r\n') ? '\r\n' : '\n', end === 0);
  if (wanted !== tail)
    found.push(TextEdit.replace({ start: document.positionAt(end), end: document.positionAt(text.length) }, wanted));
  const isFree = ({ range }: TextEdit): boolean => {
    const [start, stop] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    return edits.every((own) => document.offsetAt(own.range.end) < start || document.offsetAt(own.range.start) > stop);
  };
  return found.filter(isFree);
}

/** What follows the last word of a file. */
function tailOf(tail: string, options: FormattingOptions, lineEnd: string, isEmpty: boolean): string {
  const plain = options.trimTrailingWhitespace === true ? tail.replace(/[^\S\r\n]+/g, '') : tail;
  const trimmed = options.trimFinalNewlines === true ? plain.replace(/(\r\n|\r|\n)[\s]*$/, isEmpty ? '' : '$1') : plain;
  return options.insertFinalNewline === true && !isEmpty && !/[\r\n]$/.test(trimmed) ? trimmed + lineEnd : trimmed;
}

/** The blanks at the ends of lines, before what the file ends with. */
function blanksIn(document: TextDocument, end: number): TextEdit[] {
  const matches = document
    .getText()
    .slice(0, end)
    .matchAll(/[^\S\r\n]+(?=\r|\n)/g);
  return [...matches].map(({ index, 0: blanks }) =>
    TextEdit.del({ start: document.positionAt(index), end: document.positionAt(index + blanks.length) }),
  );
}
