import { appendToOwnFile } from '../../language/files/run-files.js';
import type { RunMessage } from '../messages.js';
import type { RunEvent } from '../result.js';
import type { ValidationWording } from '../wording.js';
import { lineOf, logLine } from './log-line.js';
import { onDisk } from './storage.js';

/** What happened in a run, for people: a line each, with its time. The lines of earlier calls stay. */
export class RunLog {
  constructor(
    private readonly path: string,
    private readonly words: ValidationWording,
  ) {}

  /** Adds an event; those that belong to the progress shown on a screen are left out. */
  async append(event: RunEvent): Promise<void> {
    const line = lineOf(event);
    if (line) await this.say(line);
  }

  /** Adds a line. */
  async say(line: RunMessage): Promise<void> {
    await onDisk('write-log', this.path, () => appendToOwnFile(this.path, logLine(this.words(line))));
  }
}
