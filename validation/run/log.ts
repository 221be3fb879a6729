import { appendFile } from 'node:fs/promises';
import type { RunEvent } from '../result.js';
import { logLine, sentenceOf } from './log-line.js';
import { onDisk } from './storage.js';

/** What happened in a run, for people: a line each, with its time. The lines of earlier calls stay. */
export class RunLog {
  constructor(private readonly path: string) {}

  /** Adds an event; those that belong to the progress shown on a screen are left out. */
  async append(event: RunEvent): Promise<void> {
    const text = sentenceOf(event);
    if (text !== undefined) await this.say(text);
  }

  /** Adds a line. */
  async say(text: string): Promise<void> {
    await onDisk("write the run's log", this.path, () => appendFile(this.path, logLine(text)));
  }
}
