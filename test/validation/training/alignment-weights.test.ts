import { describe, expect, it } from 'vitest';
import type { Feature } from '../../../theory/index.js';
import { sampleInputs } from '../../../validation/network/input.js';
import { gaussianSource } from '../../../validation/network/random.js';
import { numericTarget } from '../../../validation/network/target.js';
import type { PlannedNetwork, PlannedTarget } from '../../../validation/plan.js';
import { product, alignmentWeights } from '../../../validation/training/sample/alignment-weights.js';
import { mixture } from './studies.js';

describe('the alignment of the components of a mixture', () => {
  // The direction without a name is the second axis.
  const target = mixture([0.5, { u: 1 }], [2, { w: 1 }], [-1, {}], [1, { w: 1, u: 2 }]);
  const planned: PlannedNetwork = {
    name: 'Net',
    input: { kind: 'tokens', length: 3, dimension: 4 },
    layers: [{ name: 'a', kind: 'attention', residual: true, sizes: { heads: 1 } }],
    output: { kind: 'linear', scaling: 'standard' },
  };
  const x = sampleInputs(planned.input, 60, gaussianSource(4));
  const y = numericTarget(target, planned.input)(x, 60);
  const weights = (component?: Feature): Float64Array =>
    alignmentWeights({ network: planned, target }, { x, y }, component);

  it('is 1 of the target itself, in each of its degrees', () => {
    for (const component of [undefined, 1, 3, 'attentive'] as const)
      expect(product(y, weights(component))).toBeCloseTo(1, 10);
  });

  it('is 0 of the other components', () => {
    // Those of coefficient 0 keep their axes.
    const alone = (...kept: readonly number[]): Float64Array => {
      const terms = target.terms.map((term, index) => (kept.includes(index) ? term : { ...term, coefficient: 0 }));
      return numericTarget({ ...target, terms }, planned.input)(x, 60);
    };
    expect(product(alone(0, 1), weights(3))).toBeCloseTo(0, 10);
    expect(product(alone(0, 1), weights('attentive'))).toBeCloseTo(0, 10);
    expect(product(alone(2), weights(1))).toBeCloseTo(0, 10);
  });
});

describe('the alignment of the components of a function of a form', () => {
  const planned: PlannedNetwork = {
    name: 'Net',
    input: { kind: 'gaussian', dimension: 6 },
    layers: [{ name: 'h', kind: 'dense', residual: false, sizes: { width: 4 }, activation: 'relu' }],
    output: { kind: 'linear', scaling: 'standard' },
  };
  const ofForm = (...coefficients: readonly [degree: number, coefficient: number][]): PlannedTarget => ({
    name: 'y',
    kind: 'hierarchical',
    form: 2,
    terms: coefficients.map(([degree, coefficient]) => ({ degree, coefficient })),
  });
  const target = ofForm([1, 2], [3, -0.5]);
  const x = sampleInputs(planned.input, 60, gaussianSource(4));
  const values = (one: PlannedTarget): Float64Array => numericTarget(one, planned.input)(x, 60);
  const weights = (component: Feature): Float64Array =>
    alignmentWeights({ network: planned, target }, { x, y: values(target) }, component);

  it('is 1 of the target itself, and 0 of the other component', () => {
    for (const component of ['p1', 'p3'] as const)
      expect(product(values(target), weights(component))).toBeCloseTo(1, 10);
    expect(product(values(ofForm([1, 1])), weights('p3'))).toBeCloseTo(0, 10);
    expect(product(values(ofForm([3, 1])), weights('p1'))).toBeCloseTo(0, 10);
  });

  it('is of components that the target has', () => {
    expect(() => weights(3)).toThrow(/no component/);
  });
});

describe('the alignment of a network in which the query passes beside attention', () => {
  const target: PlannedTarget = { name: 'y', kind: 'attentive', degree: 3 };
  const [L, d, samples] = [5, 3, 40];
  const input = { kind: 'tokens', length: L, dimension: d } as const;
  const of = (residual: boolean): PlannedNetwork => ({
    name: 'Net',
    input,
    layers: [{ name: 'a', kind: 'attention', residual, sizes: { heads: 1 } }],
    output: { kind: 'linear', scaling: 'standard' },
  });
  const x = sampleInputs(input, samples, gaussianSource(4));
  const y = numericTarget(target, input)(x, samples);
  // All of the target that the query says: z^3 - z.
  const ofQuery = Float64Array.from({ length: samples }, (_, sample) => {
    const z = x[sample * L * d] ?? 0;
    return z ** 3 - z;
  });

  it('is 1 of the target, and 0 of what the query alone says of it', () => {
    const weights = alignmentWeights({ network: of(true), target }, { x, y });
    expect(product(y, weights)).toBeCloseTo(1, 10);
    expect(product(ofQuery, weights)).toBeCloseTo(0, 10);
  });

  it('is that with the whole target where nothing passes', () => {
    const weights = alignmentWeights({ network: of(false), target }, { x, y });
    expect(product(y, weights)).toBeCloseTo(1, 10);
    expect(product(ofQuery, weights)).toBeGreaterThan(0.1);
  });
});
