import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { passing, settled, sliderEnd, stepped } from '../../../client/diagram/sizes.js';

test('a size on its way has three digits, and is at least 1', () => {
  expect(passing(2.5)).toBe(316);
  expect(passing(0.5)).toBe(3.16);
  expect(passing(-1)).toBe(1);
});

test('a size that is let go is whole', () => {
  expect(settled(3.16)).toBe(3);
  expect(settled(0.2)).toBe(1);
  expect(settled(12345)).toBe(12300);
});

describe('steps of the arrow keys', () => {
  test('are a fiftieth of a decade, ten times that with Shift', () => {
    // 10^(1/50) = 1.047, 10^(1/5) = 1.585.
    expect(stepped(1000, 1)).toBe(1050);
    expect(stepped(1000, 10)).toBe(1580);
    expect(stepped(1000, -10)).toBe(631);
  });

  test('always move a size, but none below 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.constantFrom(1, 10), (size, steps) => {
        expect(stepped(size, steps)).toBeGreaterThan(size);
        expect(stepped(size, -steps)).toBeLessThan(Math.max(size, 1 + Number.EPSILON));
        expect(stepped(size, -steps)).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});

test('sliders end where the plane does: at a power of ten beyond the largest size', () => {
  // 4096^1.5 = 262144.
  expect(sliderEnd([64, 4096, 256])).toBe(6);
  expect(sliderEnd([1])).toBe(2);
});
