/** Longer lines are hard to read, and are what a pipe gets. */
const longest = 110;
/** In a terminal narrower than this lines break anywhere anyway. */
const narrowest = 50;

/** Columns that text may fill: those of the terminal, up to a readable length. */
export function textColumns(): number {
  return Math.max(narrowest, Math.min(longest, process.stdout.columns ?? longest));
}

/** A text of several lines, each in lines of readable length under its own indent. */
export function wrappedLines(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const indent = /^ */.exec(line)?.[0] ?? '';
      return indent + wrapped(line.slice(indent.length), indent);
    })
    .join('\n');
}

/** A sentence in lines of readable length; those after the first are indented. */
export function wrapped(text: string, indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && longer.length > textColumns() - indent.length) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].join(`\n${indent}`);
}
