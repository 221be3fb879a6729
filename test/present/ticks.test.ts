import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tickTexts } from '../../present/numbers.js';
import { logTicks } from '../../present/svg/scale.js';

describe('the ticks of a logarithmic axis', () => {
  test.each([
    [32, 4096, 12, [50, 100, 200, 500, 1000, 2000]],
    [10, 5000, 12, [10, 20, 50, 100, 200, 500, 1000, 2000, 5000]],
    [1, 1e6, 10, [1, 10, 100, 1e3, 1e4, 1e5, 1e6]],
    [1, 1e12, 8, [1, 100, 1e4, 1e6, 1e8, 1e10, 1e12]],
    [3, 8, 10, [3, 4, 5, 6, 7, 8]],
    [0.02, 0.5, 10, [0.02, 0.05, 0.1, 0.2, 0.5]],
  ])('from %d to %d with room for %d labels', (low, high, room, ticks) => {
    expect(logTicks(low, high, room)).toEqual(ticks);
  });

  test('they are inside, ascend, are at most as many as have room, and each has its own label', () => {
    const ends = fc.tuple(fc.double({ min: -12, max: 12, noNaN: true }), fc.double({ min: 0.3, max: 12, noNaN: true }));
    fc.assert(
      fc.property(ends, fc.double({ min: 3, max: 20, noNaN: true }), ([from, decades], room) => {
        const [low, high] = [10 ** from, 10 ** (from + decades)];
        const ticks = logTicks(low, high, room);
        expect(ticks.length).toBeGreaterThan(0);
        expect(ticks.length).toBeLessThanOrEqual(Math.max(room + 1, 7));
        for (const [index, value] of ticks.entries()) {
          expect(value).toBeGreaterThanOrEqual(low * (1 - 1e-8));
          expect(value).toBeLessThanOrEqual(high * (1 + 1e-8));
          if (index > 0) expect(value).toBeGreaterThan(ticks[index - 1] ?? value);
        }
        expect(new Set(tickTexts(ticks)).size).toBe(ticks.length);
      }),
    );
  });
});
