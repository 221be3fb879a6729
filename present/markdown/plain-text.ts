/** Markdown as text without marks, for clients that show it as it is: tables are lines of cells, links their texts. */
export function plainText(markdown: string): string {
  return markdown
    .split('\n')
    .filter((line) => !/^\s*(```|~~~)|^\s*\|(\s*:?-+:?\s*\|)+\s*$/.test(line))
    .map(plainLine)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function plainLine(line: string): string {
  const isRow = /^\s*\|.*\|\s*$/.test(line);
  const cells = isRow
    ? line
        .trim()
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim())
    : [line];
  return cells.map(plainSpan).join('  ').trimEnd();
}

function plainSpan(text: string): string {
  return text
    .replace(/^#{1,6}\s+/, '')
    .replace(/^>\s?/, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(?<![\\\p{L}\p{N}])(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1(?![\p{L}\p{N}])/gu, '$2')
    .replace(/(?<!\\)`+/g, '')
    .replace(/<br\s*\/?>|&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\\([\\`*_{}[\]()#+\-.!|<>~])/g, '$1');
}
