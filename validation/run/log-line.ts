import type { RunEvent } from '../result.js';

/** What a log says of an event; undefined for those that belong to the progress shown on a screen. */
export function sentenceOf(event: RunEvent): string | undefined {
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

/** A line of a log, with the time of now. */
export const logLine = (text: string): string => `${new Date().toISOString()}  ${text.replaceAll(/\s+/g, ' ')}\n`;
