import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import type { RunEvent } from '../../validation/result.js';
import { followFile } from './result-file.js';

/** The events of a run from the moment of asking: those of earlier runs in the same folder are left out. */
export class RunEvents {
  private read: Promise<void>;
  private rest = '';

  /** @param onEvent gets each event once, in order */
  private constructor(
    private readonly file: string,
    private position: number,
    private readonly onEvent: (event: RunEvent) => void,
  ) {
    this.read = Promise.resolve();
  }

  /**
   * Follows a run's events.
   * @returns ends the watch
   */
  static async follow(folder: string, onEvent: (event: RunEvent) => void): Promise<() => void> {
    const file = path.join(folder, 'events.jsonl');
    const { size } = await stat(file).catch(() => ({ size: 0 }));
    const events = new RunEvents(file, size, onEvent);
    return followFile(file, () => (events.read = events.read.then(() => events.readMore())));
  }

  private async readMore(): Promise<void> {
    try {
      const handle = await open(this.file);
      try {
        const { size } = await handle.stat();
        if (size < this.position) this.position = 0;
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - this.position), 0, null, this.position);
        this.position += bytesRead;
        this.take(buffer.toString('utf8', 0, bytesRead));
      } finally {
        await handle.close();
      }
    } catch {
      // The file is not there yet.
    }
  }

  private take(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      try {
        this.onEvent(JSON.parse(line) as RunEvent);
      } catch {
        // A line cut short by a killed run.
      }
    }
  }
}
