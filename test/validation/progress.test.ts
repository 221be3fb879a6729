import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InterruptedError } from '../../validation/errors.js';
import { WorkProgress, type Work } from '../../validation/engines/progress.js';
import { Clock } from '../../validation/request/clock.js';

/** Runs parts on so many cores, by a clock of its own: by how much the time left was off, in units of what may be, from a tenth of the run on. */
function misses(parts: readonly Work[], secondsOf: (part: Work) => number, cores: number): number[] {
  let now = 0;
  const progress = new WorkProgress(parts, 0, parts.length, () => now);
  const queue = [...parts];
  const running = new Map<number, { from: number; end: number }>();
  const told: { at: number; left: number }[] = [];
  const start = (): void => {
    const part = queue.shift();
    if (!part) return;
    progress.begin(part.index);
    running.set(part.index, { from: now, end: now + 1000 * secondsOf(part) });
  };
  for (let core = 0; core < cores; core++) start();
  while (running.size > 0) {
    const [index, { end }] = [...running].reduce((first, one) => (one[1].end < first[1].end ? one : first));
    now = end;
    running.delete(index);
    progress.finish(index);
    start();
    for (const [other, { from, end: until }] of running) progress.set(other, (now - from) / (until - from));
    const { secondsLeft } = progress.state();
    if (secondsLeft !== undefined) told.push({ at: now / 1000, left: secondsLeft });
  }
  const whole = now / 1000;
  // 30 % of what is left; at the very end, when cores run out of parts, a fiftieth of the whole.
  return told
    .filter(({ at }) => at > whole / 10)
    .map(({ at, left }) => Math.abs(left - (whole - at)) / (0.3 * (whole - at) + 0.02 * whole));
}

describe('the time left', () => {
  it('is right within 30 % from a tenth of the run on, whatever the speed of each size', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.2, max: 5, noNaN: true }), { minLength: 4, maxLength: 4 }),
        fc.integer({ min: 1, max: 4 }),
        (slowness, cores) => {
          // 30 data sets at four sizes in turn; the work of a size grows as its square.
          const parts = Array.from({ length: 120 }, (_, index) => {
            const size = index % 4;
            return { index, group: String(size), work: 4 ** (3 - size) };
          });
          const found = misses(parts, ({ group, work }) => 0.01 * work * (slowness[Number(group)] ?? 1), cores);
          expect(found.length).toBeGreaterThan(20);
          expect(Math.max(...found)).toBeLessThan(1);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('counts what of the running parts is done', () => {
    let now = 0;
    const progress = new WorkProgress([{ index: 0, group: 'a', work: 7 }], 0, 1, () => now);
    progress.begin(0);
    expect(progress.state().secondsLeft).toBeUndefined();
    now = 2000;
    progress.set(0, 0.25);
    expect(progress.state().secondsLeft).toBeCloseTo(6, 9);
  });
});

describe('the clock of a run', () => {
  const stopped = (signal: AbortSignal | undefined): Promise<void> =>
    new Promise((_, reject) => {
      const stop = (): void => reject(new InterruptedError());
      if (signal?.aborted) stop();
      signal?.addEventListener('abort', stop);
    });

  it('ends the work when the time is up', async () => {
    const clock = new Clock(0.05, performance.now(), undefined);
    await clock.end(stopped(clock.signal));
    expect(clock.isUp).toBe(true);
    expect(clock.left).toBe(0);
  });

  it('counts from when the run was asked for', async () => {
    const clock = new Clock(60, performance.now() - 61_000, undefined);
    await clock.end(stopped(clock.signal));
    expect(clock.isUp).toBe(true);
  });

  it('leaves a user who stops the run their error, and a run without a time its end', async () => {
    const byUser = new AbortController();
    const clock = new Clock(60, performance.now(), byUser.signal);
    const end = clock.end(stopped(clock.signal));
    byUser.abort();
    await expect(end).rejects.toThrow(InterruptedError);
    expect(clock.isUp).toBe(false);
    const endless = new Clock(undefined, performance.now(), undefined);
    expect([endless.signal, endless.left]).toEqual([undefined, Infinity]);
    await endless.end(Promise.resolve());
    expect(endless.isUp).toBe(false);
  });

  it('hands on what else goes wrong', async () => {
    const clock = new Clock(60, performance.now(), undefined);
    await expect(clock.end(Promise.reject(new RangeError('x')))).rejects.toThrow(RangeError);
  });
});
