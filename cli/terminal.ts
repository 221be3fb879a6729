import picocolors from 'picocolors';
import type { Colors } from '../present/text/colors.js';

/**
 * The colours of a stream: none when it is piped, when NO_COLOR is set or when the terminal is dumb.
 * FORCE_COLOR has the last word (https://no-color.org, https://force-color.org).
 */
export function colorsOf(stream: { isTTY?: boolean }, environment: NodeJS.ProcessEnv = process.env): Colors {
  const { FORCE_COLOR, NO_COLOR, TERM } = environment;
  if (FORCE_COLOR) return picocolors.createColors(FORCE_COLOR !== '0');
  return picocolors.createColors(stream.isTTY === true && !NO_COLOR && TERM !== 'dumb');
}
