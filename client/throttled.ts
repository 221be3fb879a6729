import type { Debounced } from './debounced.js';

/**
 * Lets an action run at most once in `milliseconds`, however often it is called: unlike a debounced one it is not put off by calls that
 * keep coming.
 */
export function throttled(milliseconds: number, action: () => void | Promise<void>): Debounced {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    call: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void action();
      }, milliseconds);
    },
    dispose: () => clearTimeout(timer),
  };
}
