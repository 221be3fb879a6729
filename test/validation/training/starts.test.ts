import { describe, expect, it } from 'vitest';
import { sampleInputs } from '../../../validation/network/input.js';
import { numericNetwork } from '../../../validation/network/network.js';
import { fillGaussian, gaussianSource } from '../../../validation/network/random.js';
import { Monomial, predict, type Layer, type Study } from '../../../theory/index.js';
import { formValues } from '../../../validation/network/form.js';
import type { LayerStart, PlannedNetwork, PlannedTarget } from '../../../validation/plan.js';
import { alignedUnits } from '../../../validation/training/sample/aligned-units.js';
import { moveOnto, startsOf } from '../../../validation/training/sample/starts.js';
import { gaussian, layer, network, tokens } from '../network/planned.js';
import { attentiveTarget as attentive, hermiteTarget, mixture } from './studies.js';

const product = mixture([1, { u: 1, v: 2 }]);

/** The weights of a network as they are drawn, and what a start adds to them. */
function moved(planned: PlannedNetwork, target: PlannedTarget, starts: readonly LayerStart[]): Float64Array {
  const numeric = numericNetwork(planned);
  const source = gaussianSource(1);
  const drawn = fillGaussian(new Float64Array(numeric.parameters), source);
  const weights = drawn.slice();
  const fresh = sampleInputs(planned.input, 1024, source);
  moveOnto(starts, weights, { network: numeric, input: planned.input, target, fresh }, source);
  return weights.map((value, index) => value - (drawn[index] ?? 0));
}

describe('weights that are moved onto a pattern', () => {
  it('are those of a recurrent layer that take in: what it applies again stays as it is drawn', () => {
    const [d, N] = [3, 5];
    const planned = network(gaussian(d), [layer('recurrent', { width: N, steps: 3 }, { activation: 'erf' })]);
    const added = moved(planned, hermiteTarget(3), [{ pattern: 'magnetization', degree: 1, shift: 2 }]);
    for (let unit = 0; unit < N; unit++) {
      // The feature is the first axis: 2 sqrt(d) there, over a deviation of about 1.
      expect(added[unit * d]).toBeGreaterThan(Math.sqrt(d));
    }
    expect([...added.subarray(N * d)].every((value) => value === 0)).toBe(true);
  });

  it('lean in turn along (u + v)/sqrt(2) and (u - v)/sqrt(2) for a product along u and v', () => {
    const [d, N] = [4, 6];
    const planned = network(gaussian(d), [layer('dense', { width: N }, { activation: 'erf' })]);
    const added = moved(planned, product, [{ pattern: 'magnetization', degree: 1, shift: 1 }]);
    for (let unit = 0; unit < N; unit++) {
      const [u = 0, v = 0, ...others] = added.subarray(unit * d, (unit + 1) * d);
      // sqrt(d) in all; a direction found on 1024 inputs is off by some 1/32 along each axis.
      expect(u / Math.SQRT2).toBeCloseTo(1, 0);
      expect(Math.abs((unit % 2 === 0 ? v : -v) / u - 1)).toBeLessThan(0.2);
      for (const other of others) expect(Math.abs(other)).toBeLessThan(0.3);
    }
  });

  it('are as many units for each direction of a teacher', () => {
    const [d, N] = [6, 9];
    const teacher: PlannedTarget = {
      name: 't',
      kind: 'hermite',
      terms: [{ degree: 3, coefficient: 1 }],
      directions: 3,
    };
    const planned = network(gaussian(d), [layer('dense', { width: N }, { activation: 'erf' })]);
    const added = moved(planned, teacher, [{ pattern: 'specialization', degree: 1, units: 2 }]);
    const specialised = Array.from({ length: N }, (_, unit) => added.subarray(unit * d, (unit + 1) * d)).filter((row) =>
      row.some((value) => value !== 0),
    );
    expect(specialised.length).toBe(6);
    // 1.5 sqrt(d) along one axis; half of what was drawn is taken off along all.
    const axes = specialised.map((row) => [0, 1, 2].filter((axis) => (row[axis] ?? 0) > 0.75 * Math.sqrt(d)));
    expect(axes).toEqual([[0], [1], [2], [0], [1], [2]]);
  });

  it.each([
    ['bilinear', { form: 'bilinear' } as const],
    ['of low rank', { form: 'lowrank', rank: 2 } as const],
  ])('are scores along w w^T, as large as the product of two tokens there: %s', (_, scores) => {
    const [L, d] = [12, 3];
    const planned = network(tokens(L, d), [layer('attention', { heads: 2 }, { scores })]);
    const added = moved(planned, attentive, [{ pattern: 'specialization', degree: 1, units: 1 }]);
    // Of tokens that are c on the first axis a head of nothing but the start makes scores of c^2.
    const made = numericNetwork(planned);
    const pass = made.layers[0]?.on(1);
    const input = new Float64Array(L * d);
    [input[0], input[d]] = [1.3, 0.7];
    pass?.forward(added.subarray(0, made.layers[0]?.parameters), input);
    // Softmax of 1.3^2, 1.3 * 0.7 and ten zeros; the second head is not moved, and averages.
    const [own, other] = [Math.exp(1.3 ** 2), Math.exp(1.3 * 0.7)];
    const expected = (1.3 * own + 0.7 * other) / (own + other + L - 2);
    expect(Math.abs((pass?.output[0] ?? 0) - expected)).toBeLessThan(0.1 * expected);
    expect(pass?.output[d]).toBeCloseTo(2 / L, 10);
  });

  it('of a block are its heads, and its units along what these add to the query', () => {
    const [L, d, N] = [6, 4, 3];
    const planned = network(tokens(L, d), [
      layer('attention', { heads: 1 }, { scores: { form: 'bilinear' }, residual: true }),
      layer('dense', { width: N }, { activation: 'erf', residual: true }),
    ]);
    const starts: LayerStart[] = [
      { pattern: 'magnetization', degree: 1, shift: 1 },
      { pattern: 'magnetization', degree: 'attentive', shift: 1 },
    ];
    const added = moved(planned, attentive, starts);
    const [scores, values] = [d * d, d * d];
    expect(added[0]).toBeGreaterThan(0.8 * d);
    const units = added.subarray(scores + values, scores + values + N * d);
    // All along one direction, which is that of w behind the values.
    const drawn = fillGaussian(new Float64Array(scores + values), gaussianSource(1)).subarray(scores);
    const behind = Array.from({ length: d }, (_, k) => drawn[k * d] ?? 0);
    const cosine = (a: ArrayLike<number>, b: readonly number[]): number =>
      b.reduce((sum, value, k) => sum + value * (a[k] ?? 0), 0) / (Math.hypot(...Array.from(a)) * Math.hypot(...b));
    for (let unit = 0; unit < N; unit++)
      expect(Math.abs(cosine(units.subarray(unit * d, (unit + 1) * d), behind))).toBeGreaterThan(0.8);
    expect([...added.subarray(scores, scores + values)].every((value) => value === 0)).toBe(true);
    expect([...added.subarray(scores + values + N * d)].every((value) => value === 0)).toBe(true);
  });
});

describe('a start along a form', () => {
  const planned = network(gaussian(8), [
    layer('dense', { width: 512 }, { activation: 'relu' }),
    layer('dense', { width: 24 }, { activation: 'erf' }),
  ]);

  const target = { name: 't', kind: 'hierarchical', form: 2, terms: [{ degree: 3, coefficient: 1 }] } as const;

  it('makes so many units of the second layer follow the form, on inputs that it has not seen', () => {
    const numeric = numericNetwork(planned);
    const weights = fillGaussian(new Float64Array(numeric.parameters), gaussianSource(1));
    const [fresh, other] = [2, 3].map((seed) => sampleInputs(planned.input, 1024, gaussianSource(seed))) as [
      Float64Array,
      Float64Array,
    ];
    const start = { pattern: 'specialization', degree: 'p1', units: 5 } as const;
    const { input } = planned;
    moveOnto([{ pattern: 'lazy' }, start], weights, { network: numeric, input, target, fresh }, gaussianSource(4));
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
      { pattern: 'specialization', degree: 'p1', units: 6 },
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
