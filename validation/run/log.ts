import { appendFile } from 'node:fs/promises';
import type { RunEvent } from '../result.js';
import { onDisk } from './storage.js';

/** What happened in a run, for people: a line each, with its time. The lines of earlier calls stay. */
export class RunLog {
  constructor(private readonly path: string) {}

  /** Adds an event; those that belong to the progress shown on a screen are left out. */
  async append(event: RunEvent): Promise<void> {
    const text = sentence(event);
    if (text !== undefined) await this.say(text);
  }

  /** Adds a line. */
  async say(text: string): Promise<void> {
    const line = `${new Date().toISOString()}  ${text.replaceAll(/\s+/g, ' ')}\n`;
    await onDisk("write the run's log", this.path, () => appendFile(this.path, line));
  }
}

function sentence(event: RunEvent): string | undefined {
  switch (event.event) {
    case 'started':
      return `started: ${event.points} points, engine ${event.engine} on ${event.device}`;
    case 'point': {
      const { sizes, seed, value, error } = event.point;
      const at = Object.entries(sizes).map(([name, size]) => `${name} = ${size}`);
      return `point ${event.index}: ${[...at, `seed ${seed}`].join(', ')}: ${value} +- ${error}`;
    }
    case 'warning':
      return `warning: ${event.message}`;
    case 'failed':
      return `failed: ${event.message}`;
    case 'finished':
      return `finished after ${event.seconds.toFixed(1)} s`;
    default:
      return undefined;
  }
}
