import { plain } from './text.js';

/** A run of equal layers at least this long is counted. */
const shortestRun = 4;

/** A pattern's name as Markdown, with long runs of layers counted: `lazy ×998, specialization`. */
export function patternName(name: string): string {
  const runs: { pattern: string; length: number }[] = [];
  for (const pattern of name.split(', ')) {
    const last = runs.at(-1);
    if (last?.pattern === pattern) last.length++;
    else runs.push({ pattern, length: 1 });
  }
  const parts = runs.flatMap(({ pattern, length }) =>
    length < shortestRun ? Array.from({ length }, () => pattern) : [`${pattern} ×${length}`],
  );
  return plain(parts.join(', '));
}
