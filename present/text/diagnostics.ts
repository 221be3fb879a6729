import { printable } from '../quoted.js';
import type { Source } from '../views/predicted.js';

/** Writes the errors and warnings of a file and its imports to stderr, as `file:line:col: message`. */
export function reportDiagnostics(source: Source): void {
  for (const line of diagnosticLines(source)) process.stderr.write(`${line}\n`);
}

/** The errors and warnings of a file and its imports, each with the file that it is in, as `file:line:col: message`, and that it has no study. */
export function diagnosticLines({ file, diagnostics, names }: Source): string[] {
  const lines = diagnostics
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ file: own, line, column, severity, message }) => {
      const kind = severity === 'warning' ? 'warning: ' : '';
      return printable(`${own}:${line}:${column}: ${kind}${message}`);
    });
  if (names.length === 0) {
    lines.push(`${file} has no study: add one, as in  study S { network: MyNetwork  target: my_target }`);
  }
  return lines;
}
