import { availableParallelism } from 'node:os';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { javascript } from '../../../validation/engines/js/javascript.js';
import { numericNetwork } from '../../../validation/network/network.js';
import { operationsPerSample } from '../../../validation/training/plan/operations.js';
import { operationsPerSecond } from '../../../validation/training/plan/rate.js';
import { cubicPoint } from './studies.js';

const point = cubicPoint(6, 40, 1);

afterEach(() => vi.restoreAllMocks());

/** A clock that goes on by so many milliseconds whenever it is read. */
function clockOf(milliseconds: number): void {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (now += milliseconds));
}

describe('the rate of the embedded engine', () => {
  it.each(['integrated', 'sampled'] as const)('is that of operations in gradients, readout %s', (readout) => {
    clockOf(50);
    // Read once before, after each of four gradients, and once at the end: four gradients in 0.25 s.
    const each = point.sampling.samples * operationsPerSample(numericNetwork(point.network), readout);
    expect(operationsPerSecond(point, readout)).toBeCloseTo((4 * each) / 0.25, 3);
  });

  it('counts all cores', () => {
    clockOf(50);
    const alone = operationsPerSecond(point, 'integrated');
    expect(javascript.rate?.(point, 'integrated')).toBeCloseTo(availableParallelism() * alone, 3);
  });
});
