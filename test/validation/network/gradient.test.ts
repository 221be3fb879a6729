import { describe, expect, it } from 'vitest';
import { activationNames } from '../../../theory/activations/index.js';
import { activationFunction } from '../../../validation/network/activations.js';
import { sampleInputs } from '../../../validation/network/input.js';
import { numericNetwork } from '../../../validation/network/network.js';
import { fillGaussian, gaussianSource } from '../../../validation/network/random.js';
import { networksOfEveryKind } from './every-kind.js';
import { gaussian, layer, network } from './planned.js';

const samples = 6;

describe('the gradient', () => {
  // (F(p + h e) - F(p - h e)) / 2h for F = sum of c f over the batch: the error of central differences is of order h^2.
  it.each(networksOfEveryKind)('is that of central differences: %s', (_, planned) => {
    const source = gaussianSource(1);
    const made = numericNetwork(planned);
    const parameters = fillGaussian(new Float64Array(made.parameters), source);
    const inputs = sampleInputs(planned.input, samples, source);
    const weights = fillGaussian(new Float64Array(samples), source);
    const pass = made.on(samples);
    const value = (): number => {
      pass.forward(parameters, inputs);
      return pass.output.reduce((sum, output, sample) => sum + output * (weights[sample] ?? 0), 0);
    };
    value();
    const gradient = new Float64Array(made.parameters).fill(Number.NaN);
    pass.backward(parameters, inputs, weights, gradient);
    const step = 1e-5;
    for (let index = 0; index < made.parameters; index++) {
      const at = parameters[index] ?? 0;
      parameters[index] = at + step;
      const above = value();
      parameters[index] = at - step;
      const below = value();
      parameters[index] = at;
      expect(Math.abs((gradient[index] ?? 0) - (above - below) / (2 * step))).toBeLessThan(2e-8);
    }
  });

  it.each(activationNames)('of %s is its slope, far out as well', (name) => {
    const { value, slope } = activationFunction(name);
    for (const z of [-30, -5.999, -2.3, -0.7, -0.004, 0.3, 1.9, 4.4, 6.2, 25]) {
      const step = 1e-5;
      expect(slope(z)).toBeCloseTo((value(z + step) - value(z - step)) / (2 * step), 6);
    }
  });
});

describe('the sizes of a network', () => {
  it('are rounded to whole numbers', () => {
    const made = numericNetwork(network(gaussian(4), [layer('dense', { width: 2.6 }, { activation: 'erf' })]));
    expect(made.parameters).toBe(4 * 3 + 3);
  });

  // 4 x 5 weights of the units, 4 x 5 that lead back, 4 of the readout.
  it('count the weights that lead from a layer back into the identity around it', () => {
    const planned = network(gaussian(4), [layer('dense', { width: 5 }, { activation: 'erf', residual: true })]);
    expect(numericNetwork(planned).parameters).toBe(20 + 20 + 4);
  });

  it('must not route experts by what learns', () => {
    const bad = network(gaussian(4), [
      layer('dense', { width: 5 }, { activation: 'erf' }),
      layer('dense', { width: 5, experts: 2 }, { activation: 'erf' }),
    ]);
    expect(() => numericNetwork(bad)).toThrow(/routed/);
  });

  it('need a kind of layer that is known', () => {
    expect(() => numericNetwork(network(gaussian(4), [layer('pooling' as 'dense', {})]))).toThrow(/pooling/);
  });
});
