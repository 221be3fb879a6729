import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tried } from '../../../validation/training/plan/pilot.js';
import { nextToTry } from '../../../validation/training/plan/pilot.js';

const threshold = 0.5;

/** All that is tried on a curve of alignment against P, and what is found. */
function search(alignment: (samples: number) => number, from: number): { tried: number[]; found: number } {
  const tried: number[] = [];
  let before: Tried | undefined;
  for (let samples = from; tried.length < 50;) {
    const last = { samples, alignment: alignment(samples) };
    tried.push(samples);
    const next = nextToTry(before, last, threshold);
    if ('found' in next) return { tried, found: next.found };
    samples = next.samples;
    before = last;
  }
  throw new Error(`no end of ${tried.join(', ')}`);
}

/** Where the target is learned, and how much the alignment rises there as the samples double. */
const learned = fc.double({ min: 20, max: 5000, noNaN: true });
const rises = fc.double({ min: 0.05, max: 2, noNaN: true });
const starts = fc.integer({ min: 8, max: 20_000 });

describe('the search of a pilot', () => {
  it('finds where a line in log P reaches the threshold, from either side, and tries less than twice as many samples', () => {
    fc.assert(
      fc.property(learned, rises, starts, (scale, rise, from) => {
        const { tried, found } = search((samples) => threshold + rise * Math.log2(samples / scale), from);
        expect(found / scale).toBeCloseTo(1, 6);
        expect(Math.max(...tried.slice(1))).toBeLessThanOrEqual(Math.max(from, 2 * scale) + 1);
      }),
    );
  });

  it('finds it on a curve that bends, to what data sets differ by', () => {
    fc.assert(
      fc.property(learned, fc.double({ min: 0.3, max: 4, noNaN: true }), starts, (scale, power, from) => {
        // 1/2 at P = scale, from 0 at no samples to 1 at very many.
        const { tried, found } = search((samples) => 1 / (1 + (scale / samples) ** power), from);
        expect(Math.abs(Math.log2(found / scale))).toBeLessThan(0.25);
        expect(Math.max(...tried.slice(1))).toBeLessThanOrEqual(Math.max(from, 2 * scale) + 1);
      }),
    );
  });

  it('goes on where more samples do not help, twice as many each time', () => {
    const next = nextToTry({ samples: 100, alignment: 0.3 }, { samples: 200, alignment: 0.25 }, threshold);
    expect(next).toEqual({ samples: 400 });
  });

  it('stops at eight samples where they are enough', () => {
    expect(search(() => 0.9, 100)).toEqual({ tried: [100, 50, 25, 13, 8], found: 8 });
  });
});
