import type { DiagnosticCode } from './problem.js';

/** A code that a comment names, and where it stands in the text. */
export interface SilencedCode {
  readonly code: string;
  readonly offset: number;
}

/** What the comments `// archscale: ignore CODE, …` of a file silence. */
export interface Silencing {
  /** Every code named, in the order of the text. */
  readonly named: readonly SilencedCode[];
  /** True when diagnostics of a code that begin on a line, counted from 0, are silenced. */
  isSilenced(code: DiagnosticCode | string, line: number): boolean;
}

/** What a file may not silence about itself: it is for whoever opens the file, who need not be its author. */
export const neverSilenced: ReadonlySet<string> = new Set<DiagnosticCode>(['arch-import-outside']);

const ignoring = /^\/\/\s*archscale:\s*ignore\s+(?<codes>[\w-]+(?:\s*,\s*[\w-]+)*)/d;

/** Block comments, quotes and line comments, so that each is found outside the others only. */
const commentsAndQuotes = /\/\*[\s\S]*?(?:\*\/|$)|"[^"\r\n]*"?|'[^'\r\n]*'?|\/\/[^\r\n]*/g;

const silent: Silencing = { named: [], isSilenced: () => false };

/**
 * Reads the comments of a file that silence diagnostics: on a line of its own for the line below (other comments may
 * stand between), above the first declaration and followed by an empty line for the whole file.
 */
export function silencingOf(text: string): Silencing {
  if (!text.includes('archscale:')) return silent;
  const lines = text.split('\n');
  const rows = new Map<number, number>();
  lines.reduce((start, line, row) => rows.set(start, row) && start + line.length + 1, 0);
  const below = rowsBelowComments(lines);
  const top = lines.findIndex((line) => !isComment(line) && line.trim() !== '');
  const named: SilencedCode[] = [];
  const everywhere = new Set<string>();
  const byLine = new Map<number, Set<string>>();
  for (const { 0: comment, index } of text.matchAll(commentsAndQuotes)) {
    const [start, end] = ignoring.exec(comment)?.indices?.groups?.['codes'] ?? [];
    const lineStart = text.lastIndexOf('\n', index - 1) + 1;
    const row = rows.get(lineStart);
    if (start === undefined || row === undefined || text.slice(lineStart, index).trim() !== '') continue;
    const codes = [...comment.slice(start, end).matchAll(/[\w-]+/g)];
    named.push(...codes.map((code) => ({ code: code[0], offset: index + start + code.index })));
    const next = below[row + 1] ?? lines.length;
    const isTop = top < 0 || row <= top;
    const isForAll = isTop && (lines[next] ?? '').trim() === '';
    const into = isForAll ? everywhere : (byLine.get(next) ?? new Set<string>());
    for (const [code] of codes) into.add(code);
    if (!isForAll) byLine.set(next, into);
  }
  return { named, isSilenced: (code, line) => everywhere.has(code) || byLine.get(line)?.has(code) === true };
}

/** For each row the first from there on that is no comment; read upwards, as a file may have nothing but comments. */
function rowsBelowComments(lines: readonly string[]): number[] {
  const below: number[] = [];
  for (let row = lines.length - 1; row >= 0; row--) {
    below[row] = isComment(lines[row] ?? '') ? (below[row + 1] ?? lines.length) : row;
  }
  return below;
}

function isComment(line: string): boolean {
  return line.trimStart().startsWith('//');
}
