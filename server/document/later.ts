/** Calls something once nothing has asked for it for a time, in milliseconds. */
export function later(time: number, call: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(call, time);
  };
}
