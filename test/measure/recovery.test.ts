import { expect, test } from 'vitest';
import { overlap, targets, type Labels } from './recovery.mjs';

const named = (name: string): Labels => targets[name] ?? expect.fail(name);

test('a thresholded average finds the direction of He_3 in 64 dimensions from 2.8 samples a dimension', () => {
  expect(overlap(named('he(3)'), 64, 2.8)).toBeGreaterThan(0.5);
  // Without a signal the overlap is about sqrt(2/(pi d)) = 0.1.
  expect(overlap(named('he(3)'), 64, 0.6)).toBeLessThan(0.5);
});

test('a matrix over labels finds that of He_2, and one sample in two dimensions is too few', () => {
  expect(overlap(named('he(2)'), 32, 4, 21)).toBeGreaterThan(0.5);
  expect(overlap(named('he(2)'), 32, 0.5, 21)).toBeLessThan(0.5);
});
