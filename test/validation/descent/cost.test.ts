import { afterEach, expect, it, vi } from 'vitest';
import { perSecond } from '../../../validation/descent/cost.js';

afterEach(() => vi.restoreAllMocks());

it('gradients are counted against the clock', () => {
  let now = 0;
  // A clock that goes on by 50 ms whenever it is read.
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 50));
  let computed = 0;
  // Read once before, after each of four gradients, and once at the end: four gradients in 0.25 s, after two that are not timed.
  expect(perSecond(() => void computed++)).toBeCloseTo(4 / 0.25, 9);
  expect(computed).toBe(6);
});
