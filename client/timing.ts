/** A call that waits until none has come for a while. */
export interface Debounced {
  call(): void;
  dispose(): void;
}

/**
 * Puts off a call until none has come for `milliseconds`.
 * @param action what is called in the end; a call made while it still runs starts another
 */
export function debounced(milliseconds: number, action: () => void | Promise<void>): Debounced {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    call: () => {
      clearTimeout(timer);
      timer = setTimeout(() => void action(), milliseconds);
    },
    dispose: () => clearTimeout(timer),
  };
}

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
