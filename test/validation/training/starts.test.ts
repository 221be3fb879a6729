import { describe, expect, it } from 'vitest';
import { numericNetwork } from '../../../validation/network/network.js';
import { fillGaussian, gaussianSource } from '../../../validation/network/random.js';
import { moveOnto } from '../../../validation/training/sample/starts.js';
import { gaussian, layer, network } from '../network/planned.js';

describe('weights that are moved onto a pattern', () => {
  it('are those of a recurrent layer that take in: what it applies again stays as it is drawn', () => {
    const [d, N] = [3, 5];
    const numeric = numericNetwork(
      network(gaussian(d), [layer('recurrent', { width: N, steps: 3 }, { activation: 'erf' })]),
    );
    const source = gaussianSource(1);
    const drawn = fillGaussian(new Float64Array(numeric.hidden.parameters), source);
    expect(drawn.length).toBe(N * d + N * N);
    const moved = drawn.slice();
    const fresh = fillGaussian(new Float64Array(1000 * d), source);
    moveOnto([{ pattern: 'magnetization', degree: 1, shift: 2 }], moved, { network: numeric, fresh }, source);
    for (let unit = 0; unit < N; unit++) {
      // The feature is the first axis: 2 sqrt(d) there, over a deviation of about 1.
      expect((moved[unit * d] ?? 0) - (drawn[unit * d] ?? 0)).toBeGreaterThan(Math.sqrt(d));
    }
    expect([...moved.subarray(N * d)]).toEqual([...drawn.subarray(N * d)]);
  });
});
