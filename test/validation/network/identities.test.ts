import { describe, expect, it } from 'vitest';
import type { PlannedNetwork } from '../../../validation/index.js';
import { inputVariances, sampleInputs } from '../../../validation/network/input.js';
import { numericNetwork } from '../../../validation/network/network.js';
import { fillGaussian, gaussianSource } from '../../../validation/network/random.js';
import { gaussian, layer, network, patches, spiked } from './planned.js';

const samples = 40;

/** Outputs of a network, of as many parameters as it needs from one stream, on the same inputs. */
function outputs(planned: PlannedNetwork): number[] {
  const made = numericNetwork(planned);
  const pass = made.on(samples);
  pass.forward(
    fillGaussian(new Float64Array(made.parameters), gaussianSource(1)),
    sampleInputs(planned.input, samples, gaussianSource(2)),
  );
  return [...pass.output];
}

const erf = (sizes: Record<string, number>): PlannedNetwork =>
  network(gaussian(6), [layer('dense', sizes, { activation: 'erf' })]);

describe('a mixture of experts', () => {
  it('of which all are active is the dense layer of all their units', () => {
    expect(outputs(erf({ width: 5, experts: 3, active: 3 }))).toEqual(outputs(erf({ width: 15 })));
  });

  it('of one is the single expert', () => {
    expect(outputs(erf({ width: 5, experts: 1 }))).toEqual(outputs(erf({ width: 5 })));
  });

  // Units that are active count X/A each, so that a mean over the routing is the mean over all units.
  it('lets each input see so many of them, the same ones whenever it comes', () => {
    const planned = erf({ width: 2, experts: 5, active: 2 });
    const made = numericNetwork(planned).layers[0];
    const inputs = sampleInputs(planned.input, samples, gaussianSource(2));
    const parameters = fillGaussian(new Float64Array(made?.parameters ?? 0), gaussianSource(1));
    const all = numericNetwork(erf({ width: 10 })).layers[0]?.on(samples);
    const [one, two] = [made?.on(samples), made?.on(1)];
    all?.forward(parameters, inputs);
    one?.forward(parameters, inputs);
    const counts = new Set<number>();
    const chosen = new Float64Array(5);
    for (let sample = 0; sample < samples; sample++) {
      two?.forward(parameters, inputs.subarray(sample * 6, (sample + 1) * 6));
      const row = [...(one?.output ?? []).slice(sample * 10, (sample + 1) * 10)];
      expect(row).toEqual([...(two?.output ?? [])]);
      counts.add(row.filter((value) => value !== 0).length);
      for (const [unit, value] of row.entries()) {
        if (value === 0) continue;
        chosen[Math.floor(unit / 2)] = (chosen[Math.floor(unit / 2)] ?? 0) + 1 / 2;
        expect(value).toBeCloseTo(Math.sqrt(5 / 2) * (all?.output[sample * 10 + unit] ?? 0), 12);
      }
    }
    expect([...counts]).toEqual([4]);
    // 40 inputs of 2 choices among 5: 16 each, of variance 40 * (2/5) (3/5) = 9.6.
    for (const count of chosen) expect(Math.abs(count - 16)).toBeLessThan(4.5 * Math.sqrt(9.6));
  });
});

describe('a recurrent layer', () => {
  const recurrent = (steps: number): PlannedNetwork =>
    network(gaussian(6), [layer('recurrent', { width: 5, steps }, { activation: 'erf' })]);

  it('of one step is the dense layer', () => {
    expect(outputs(recurrent(1))).toEqual(outputs(erf({ width: 5 })));
  });

  it('of two steps is two dense layers', () => {
    const dense = layer('dense', { width: 5 }, { activation: 'erf' });
    expect(outputs(recurrent(2))).toEqual(outputs(network(gaussian(6), [dense, dense])));
  });

  it('of more steps is dense layers with the same weights', () => {
    const dense = layer('dense', { width: 5 }, { activation: 'erf' });
    const [tied, stack] = [recurrent(4), network(gaussian(6), [dense, dense, dense, dense])].map(numericNetwork);
    const parameters = fillGaussian(new Float64Array(tied?.parameters ?? 0), gaussianSource(6));
    const [entry, again, readout] = [parameters.slice(0, 30), parameters.slice(30, 55), parameters.slice(55)];
    const inputs = sampleInputs(gaussian(6), samples, gaussianSource(7));
    const [one, two] = [tied?.on(samples), stack?.on(samples)];
    one?.forward(parameters, inputs);
    two?.forward(new Float64Array([...entry, ...again, ...again, ...again, ...readout]), inputs);
    expect([...(one?.output ?? [])]).toEqual([...(two?.output ?? [])]);
  });
});

describe('data with a signal', () => {
  it('of 1 are the plain ones', () => {
    expect(sampleInputs(spiked(7, 1), 9, gaussianSource(3))).toEqual(sampleInputs(gaussian(7), 9, gaussianSource(3)));
  });

  it('vary by it along each direction, and by 1 on average', () => {
    const { along, across } = inputVariances(spiked(8, 2.5), 2);
    expect(along).toBe(2.5);
    expect(2 * along + 6 * across).toBeCloseTo(8, 12);
    const count = 20000;
    const values = sampleInputs(spiked(8, 2.5), count, gaussianSource(4), 2);
    const variance = (axis: number): number =>
      Array.from({ length: count }, (_, sample) => (values[8 * sample + axis] ?? 0) ** 2).reduce((a, b) => a + b) /
      count;
    for (let axis = 0; axis < 8; axis++) {
      expect(Math.abs(variance(axis) / (axis < 2 ? along : across) - 1)).toBeLessThan(4.5 * Math.sqrt(2 / count));
    }
    expect(() => inputVariances(spiked(8, 5), 2)).toThrow(/more than/);
  });
});

describe('a norm', () => {
  it('leaves values of mean square 1, in the same direction', () => {
    const planned = network(spiked(9, 4), [layer('norm', {})]);
    const pass = numericNetwork(planned).layers[0]?.on(3);
    const inputs = sampleInputs(planned.input, 3, gaussianSource(5));
    pass?.forward(new Float64Array(0), inputs);
    for (let sample = 0; sample < 3; sample++) {
      const [from, to] = [inputs, pass?.output ?? inputs].map((all) => all.slice(9 * sample, 9 * sample + 9));
      const dot = (a = new Float64Array(0), b = new Float64Array(0)): number =>
        a.reduce((sum, x, k) => sum + x * (b[k] ?? 0), 0);
      expect(dot(to, to)).toBeCloseTo(9, 10);
      expect(dot(from, to)).toBeCloseTo(Math.sqrt(dot(from, from) * 9), 10);
    }
  });
});

describe('a prior variance', () => {
  /** Outputs with the weights of each layer, of so many parameters, multiplied by a factor. */
  function rescaled(planned: PlannedNetwork, factors: readonly number[]): number[] {
    const made = numericNetwork(planned);
    const parameters = fillGaussian(new Float64Array(made.parameters), gaussianSource(1));
    let from = 0;
    for (const [index, { parameters: own }] of made.layers.entries()) {
      for (let at = from; at < from + own; at++) parameters[at] = (parameters[at] ?? 0) * (factors[index] ?? 1);
      from += own;
    }
    const pass = made.on(samples);
    pass.forward(parameters, sampleInputs(planned.input, samples, gaussianSource(2)));
    return [...pass.output];
  }

  it.each(['gaussian', 'experts', 'patches'] as const)('is that of rescaled weights: %s', (kind) => {
    const of = (first: number | undefined, second: number | undefined, last: number | undefined): PlannedNetwork => {
      const varied = (variance: number | undefined): Record<string, number> => (variance ? { variance } : {});
      const base =
        kind === 'patches'
          ? network(
              patches(3, 4),
              [
                layer('conv', { channels: 5, ...varied(first) }, { activation: 'erf' }),
                layer('conv', { channels: 3, ...varied(second) }, { activation: 'tanh' }),
              ],
              'mean',
            )
          : network(gaussian(6), [
              layer(
                'dense',
                { width: 5, ...(kind === 'experts' ? { experts: 3, active: 2 } : {}), ...varied(first) },
                { activation: 'erf' },
              ),
              layer('dense', { width: 4, ...varied(second) }, { activation: 'relu' }),
            ]);
      return { ...base, output: { ...base.output, ...varied(last) } };
    };
    const expected = rescaled(of(undefined, undefined, undefined), [0.5, 3, 2].map(Math.sqrt));
    for (const [index, output] of outputs(of(0.5, 3, 2)).entries())
      expect(output).toBeCloseTo(expected[index] ?? NaN, 12);
  });

  it('of 1/N at the readout is mean-field scaling', () => {
    const layers = [layer('dense', { width: 8 }, { activation: 'erf' })];
    const plain = network(gaussian(6), layers);
    const expected = outputs(network(gaussian(6), layers, 'linear', 'meanfield'));
    const found = outputs({ ...plain, output: { ...plain.output, variance: 1 / 8 } });
    for (const [index, output] of found.entries()) expect(output).toBeCloseTo(expected[index] ?? NaN, 12);
  });
});
