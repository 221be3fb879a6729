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
