/** Lines of Markdown; each is its own line, and an empty one starts a paragraph. */
function lines(...texts: string[]): string {
  return texts.join('\n');
}

/** Text of the user's as code, whatever is in it. */
export function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const space = longest > 0 || text === '' ? ' ' : '';
  return `${fence}${space}${text.replace(/[\r\n]+/g, ' ')}${space}${fence}`;
}

/** Plain text in Markdown: nothing of it is taken for formatting. A tilde between blanks strikes nothing out. */
export function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|]|(?<! )~|~(?! )/g, '\\$&');
}

/** A sentence of Markdown for who renders none, as a terminal: its emphasis and its escapes are taken away. */
export function unformatted(markdown: string): string {
  return markdown.replace(
    /(`+) ?(.+?) ?\1|\*\*|\\([\\`*_{}[\]<>#|~])/g,
    (_, __, quoted: string | undefined, escaped: string | undefined) => quoted ?? escaped ?? '',
  );
}

/**
 * Lines of the user's as they are written. A file may be somebody else's: no picture of it is fetched and no link hides where it
 * leads, only because the pointer rests on a name.
 */
export function asWritten(text: string): string {
  return text
    .split('\n')
    .map((line) => plain(line.trim()).replaceAll('&', '&amp;'))
    .join('  \n');
}

/** A table: a row of headings, and rows of cells. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return lines(row(headings), row(headings.map(() => '---')), ...rows.map(row));
}

/** Markdown whose tables have space between their columns, for editors that render them without; entities are rendered there. */
export function withSpacedColumns(markdown: string): string {
  const row = /^\|(?! --- \|).* \|$/gm;
  return markdown.replace(row, (line) => line.replace(/(?<!\\) \|(?= )/g, '&emsp; |'));
}

/** A list, one item a line. */
export function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

/** Paragraphs with an empty line between them; empty ones are left out. */
export function paragraphs(...texts: (string | undefined | false)[]): string {
  return texts.filter((text) => text !== undefined && text !== false && text !== '').join('\n\n');
}

/** A line of the language as a block of code. */
export function archBlock(text: string): string {
  return lines('```arch', text, '```');
}
