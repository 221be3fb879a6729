import { describe, expect, it } from 'vitest';
import { numericNetwork } from '../../../validation/network/network.js';
import { fillGaussian, gaussianSource } from '../../../validation/network/random.js';
import { Monomial, predict, type Layer, type Study } from '../../../theory/index.js';
import { formValues } from '../../../validation/network/form.js';
import { sampleInputs } from '../../../validation/network/input.js';
import { alignedUnits } from '../../../validation/training/sample/aligned-units.js';
import { moveOnto, startsOf } from '../../../validation/training/sample/starts.js';
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

describe('a start along a form', () => {
  const planned = network(gaussian(8), [
    layer('dense', { width: 512 }, { activation: 'relu' }),
    layer('dense', { width: 24 }, { activation: 'erf' }),
  ]);

  it('makes so many units of the second layer follow the form, on inputs that it has not seen', () => {
    const numeric = numericNetwork(planned);
    const weights = fillGaussian(new Float64Array(numeric.parameters), gaussianSource(1));
    const [fresh, other] = [2, 3].map((seed) => sampleInputs(planned.input, 1024, gaussianSource(seed))) as [
      Float64Array,
      Float64Array,
    ];
    const start = { pattern: 'specialization', degree: 1, form: 2, units: 5 } as const;
    moveOnto([{ pattern: 'lazy' }, start], weights, { network: numeric, fresh }, gaussianSource(4));
    const pass = numeric.hidden.on(1024);
    pass.forward(weights, other);
    const p = formValues(2, other, 8);
    const values = pass.outputs[1] ?? new Float64Array(0);
    const cosines = Array.from({ length: 24 }, (_, unit) =>
      Math.abs(
        correlation(
          p,
          values.filter((_, index) => index % 24 === unit),
        ),
      ),
    );
    expect(cosines.slice(0, 5).every((cosine) => cosine > 0.6)).toBe(true);
    expect(cosines.slice(5).every((cosine) => cosine < 0.3)).toBe(true);
  });

  it('is what a predicted pattern looks like, and has no units along a direction', () => {
    const size = Monomial.size('d').power(2);
    const dense = (name: string, activation: 'relu' | 'erf'): Layer => ({
      name,
      kind: 'dense',
      residual: false,
      sizes: { width: size.times(Monomial.constant(4)) },
      activation,
    });
    const target = { name: 't', kind: 'hierarchical', form: 2, terms: [{ degree: 3, coefficient: 1 }] } as const;
    const study: Study = {
      name: 'S',
      network: {
        name: 'N',
        input: { kind: 'gaussian', dimension: Monomial.size('d') },
        layers: [dense('h1', 'relu'), dense('h2', 'erf')],
        output: { kind: 'linear', scaling: 'standard' },
      },
      target,
      ridge: Monomial.one,
      reference: new Map([['d', 8]]),
    };
    expect(startsOf(predict(study).winner, study)).toEqual([
      { pattern: 'lazy' },
      // M = sqrt(4 d^2/d^2) = 2, times 2.9.
      { pattern: 'specialization', degree: 1, form: 2, units: 6 },
    ]);
    expect(alignedUnits({ network: planned, target }, [new Float64Array(planned.layers.length)])).toBeUndefined();
  });
});

function correlation(a: Float64Array, b: Float64Array): number {
  const mean = (x: Float64Array): number => x.reduce((sum, value) => sum + value, 0) / x.length;
  const [one, two] = [a, b].map((x) => x.map((value) => value - mean(x))) as [Float64Array, Float64Array];
  const product = (x: Float64Array, y: Float64Array): number =>
    x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0);
  return product(one, two) / Math.sqrt(product(one, one) * product(two, two));
}
