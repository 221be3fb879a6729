import type { RunMessage } from '../messages.js';
import type { RunEvent } from '../result.js';

/** What a log says of an event; undefined for those that belong to the progress shown on a screen. */
export function lineOf(event: RunEvent): RunMessage | undefined {
  switch (event.event) {
    case 'started':
      return { code: 'log-started', points: event.points, engine: event.engine, device: event.device };
    case 'point': {
      const { sizes, seed, value, error } = event.point;
      return { code: 'log-point', index: event.index, sizes, seed, value, error };
    }
    case 'warning':
      return { code: 'log-warning', text: event.message };
    case 'failed':
      return { code: 'log-failed', text: event.message };
    case 'finished':
      return { code: 'log-finished', seconds: event.seconds };
    case 'progress':
    case 'queue':
      return undefined;
  }
}

/** A line of a log, with the time of now. */
export const logLine = (text: string): string => `${new Date().toISOString()}  ${text.replaceAll(/\s+/g, ' ')}\n`;
