import path from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { openOwnFile, statusOfOwnFile } from '../../language/files/run-files.js';
import { asEvent } from '../../present/report/reading.js';
import type { RunEvent } from '../../validation/result.js';
import { followFile } from './result-file.js';

/** So many bytes are read at once, and so long is the longest line that is waited for: no event comes near. */
const mostBytes = 1 << 20;

/** The events of a run from the moment of asking: those of earlier runs in the same folder are left out. */
export class RunEvents {
  private read: Promise<void>;
  private rest = '';
  private decoder = new StringDecoder('utf8');

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
    const size = (await statusOfOwnFile(file))?.size ?? 0;
    const events = new RunEvents(file, size, onEvent);
    return followFile(file, () => {
      events.read = events.read.then(() => events.readMore());
    });
  }

  private async readMore(): Promise<void> {
    try {
      const handle = await openOwnFile(this.file, 'read');
      try {
        const { size } = await handle.stat();
        if (size < this.position) {
          this.position = 0;
          this.rest = '';
          this.decoder = new StringDecoder('utf8');
        }
        while (this.position < size) {
          const length = Math.min(mostBytes, size - this.position);
          const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, this.position);
          if (bytesRead === 0) return;
          this.position += bytesRead;
          this.take(this.decoder.write(buffer.subarray(0, bytesRead)));
        }
      } finally {
        await handle.close();
      }
    } catch {
      // The file is not there yet.
    }
  }

  /** Tells the events of whole lines; one that a killed run cut short is none. */
  private take(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = (lines.pop() ?? '').slice(0, mostBytes);
    for (const line of lines) {
      const event = asEvent(line);
      if (event) this.onEvent(event);
    }
  }
}
