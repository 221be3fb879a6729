import { closeSync } from 'node:fs';
import { isatty } from 'node:tty';

const standardStreams = [0, 1, 2];

/**
 * Lets the process end as it means to when its terminal was closed meanwhile: what can no longer be said is dropped. Until
 * Node 24, Node aborts where it cannot restore a terminal's settings (nodejs/node#51519); it leaves closed streams alone.
 */
export function outliveTerminal(): void {
  const terminals = standardStreams.filter((stream) => isatty(stream));
  process.stderr.on('error', () => undefined);
  process.on('exit', () => {
    for (const stream of terminals) if (!isatty(stream)) closeSync(stream);
  });
}
