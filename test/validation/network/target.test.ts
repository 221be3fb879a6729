import { describe, expect, it } from 'vitest';
import type { PlannedNetwork, PlannedTarget } from '../../../validation/index.js';
import { formMoments, profileOfForm } from '../../../validation/network/form.js';
import { hermite } from '../../../validation/network/hermite.js';
import { sampleInputs } from '../../../validation/network/input.js';
import { gaussianSource } from '../../../validation/network/random.js';
import { numericTarget, plannedDirections } from '../../../validation/network/target.js';
import { mixture } from '../training/studies.js';
import { gaussian, patches, spiked, tokens } from './planned.js';

function hermiteSum(coefficients: Record<number, number>, directions = 1): PlannedTarget {
  const terms = Object.entries(coefficients).map(([degree, coefficient]) => ({ degree: Number(degree), coefficient }));
  return { name: 't', kind: 'hermite', terms, directions };
}
const ofForm = (form: number, coefficients: Record<number, number>): PlannedTarget => {
  const terms = Object.entries(coefficients).map(([degree, coefficient]) => ({ degree: Number(degree), coefficient }));
  return { name: 't', kind: 'hierarchical', form, terms };
};
const attentive: PlannedTarget = { name: 't', kind: 'attentive', degree: 3 };

describe('a target', () => {
  const samples = 40000;
  it.each<[string, PlannedTarget, PlannedNetwork['input']]>([
    ['he(3)', hermiteSum({ 3: 1 }), gaussian(4)],
    ['he(1) + 0.5 he(3)', hermiteSum({ 1: 1, 3: 0.5 }), gaussian(2)],
    ['a teacher of 3 directions', hermiteSum({ 2: 1 }, 3), gaussian(5)],
    ['he(3), data with a signal', hermiteSum({ 3: 1 }), spiked(4, 3)],
    ['a teacher, data with a signal', hermiteSum({ 2: 1 }, 2), spiked(5, 2)],
    ['he(2) on patches', hermiteSum({ 2: 1 }), patches(6, 3)],
    ['attentive', attentive, tokens(5, 3)],
    ['attentive, few tokens', attentive, tokens(2, 2)],
    ['he(3) of the query', hermiteSum({ 3: 1 }), tokens(3, 2)],
    ['he(1, u) * he(2, v)', mixture([1, { u: 1, v: 2 }]), gaussian(3)],
    ['he(1, u) * he(1, v) + 2 he(2, u)', mixture([1, { u: 1, v: 1 }], [2, { u: 2 }]), gaussian(4)],
    ['a product, data with a signal', mixture([1, { u: 1, v: 2 }]), spiked(5, 2)],
    ['a product on patches', mixture([1, { u: 1, v: 2 }]), patches(4, 3)],
    ['attentive and he(1) and he(3)', mixture([1, {}], [1, { w: 1 }], [0.5, { w: 3 }]), tokens(3, 2)],
    ['attentive less he(1), beside another direction', mixture([1, { u: 1 }], [1, {}], [-1, { w: 1 }]), tokens(2, 3)],
    ['a quadratic form', ofForm(2, { 1: 1 }), gaussian(6)],
    ['He_2 of a quadratic form, one number left over', ofForm(2, { 2: 1 }), gaussian(41)],
    ['He_1 and He_2 of a cubic form', ofForm(3, { 1: 1, 2: 0.5 }), gaussian(120)],
  ])('has mean 0 and unit norm: %s', (_, target, input) => {
    const x = sampleInputs(input, samples, gaussianSource(2), plannedDirections(target));
    const y = numericTarget(target, input)(x, samples);
    const mean = (f: (y: number) => number): number => y.reduce((sum, value) => sum + f(value), 0) / samples;
    const norm = mean((value) => value * value);
    const error = Math.sqrt(mean((value) => (value * value - norm) ** 2) / samples);
    expect(Math.abs(mean((value) => value))).toBeLessThan(4 / Math.sqrt(samples));
    expect(Math.abs(norm - 1)).toBeLessThan(4 * error);
    expect(error).toBeLessThan(0.1);
  });

  // He_3(2) = (8 - 6)/sqrt 6; two patches: (He_1(1) + He_1(4))/sqrt 2; x_q = 2, tokens 2, 1, 0: 2 (3 + 0 - 1)/sqrt(2 * 3), over sqrt((4 + 10)/6).
  it('has the values of its formula', () => {
    expect(numericTarget(hermiteSum({ 3: 1 }), gaussian(2))(new Float64Array([2, 7]), 1)[0]).toBeCloseTo(
      2 / Math.sqrt(6),
    );
    expect(numericTarget(hermiteSum({ 1: 1 }), patches(2, 2))(new Float64Array([1, 9, 4, 9]), 1)[0]).toBeCloseTo(
      5 / Math.SQRT2,
    );
    expect(numericTarget(attentive, tokens(3, 1))(new Float64Array([2, 1, 0]), 1)[0]).toBeCloseTo(4 / Math.sqrt(14));
    // The directions are axes in the order of their names: 3 (2^2 - 1)/sqrt 2.
    expect(numericTarget(mixture([1, { u: 1, v: 2 }]), gaussian(3))(new Float64Array([3, 2, 7]), 1)[0]).toBeCloseTo(
      9 / Math.SQRT2,
    );
    // u is the first axis, w the second; the query holds (5, 2). <y, y> of the sum is 2, as u and w are orthogonal.
    expect(
      numericTarget(mixture([1, { u: 1 }], [1, {}]), tokens(3, 2))(new Float64Array([5, 2, 0, 1, 0, 0]), 1)[0],
    ).toBeCloseTo((5 + 4 / Math.sqrt(14)) / Math.SQRT2);
  });

  // p = (2 * 1 + 3 * 0)/sqrt 2 = sqrt 2. P_2 = (p^2 - 1)/sqrt(<p^4> - 1), <p^4> = (2 * 9 + 2 * 3)/4 = 6 for two blocks with <u^4> = 9.
  it('of a form has the polynomials of its law', () => {
    const x = new Float64Array([2, 1, 3, 0, 7]);
    expect(numericTarget(ofForm(2, { 1: 1 }), gaussian(5))(x, 1)[0]).toBeCloseTo(Math.SQRT2, 12);
    expect(numericTarget(ofForm(2, { 2: 1 }), gaussian(5))(x, 1)[0]).toBeCloseTo(1 / Math.sqrt(5), 12);
    expect(formMoments(2, 5, 4)).toEqual([1, 0, 1, 0, expect.closeTo(6, 10)]);
    // One block of three: <u^2> = 1, <u^4> = 27, <u^6> = 15^3.
    expect(formMoments(3, 5, 6)).toEqual([1, 0, 1, 0, 27, 0, expect.closeTo(3375, 8)]);
  });

  it('of a form in many dimensions is He_n of p', () => {
    const values = profileOfForm({ form: 2, terms: [{ degree: 3, coefficient: -2 }] }, 2e6);
    for (const p of [-1.5, 0.3, 2]) expect(values(p)).toBeCloseTo(-hermite(3, p), 3);
  });

  it('must fit its input', () => {
    expect(() => numericTarget(ofForm(4, { 1: 1 }), gaussian(3))).toThrow(/as many dimensions/);
    expect(() => numericTarget(ofForm(2, { 1: 1 }), spiked(4, 2))).toThrow(/without a signal/);
    expect(() => numericTarget(hermiteSum({ 3: 1 }, 4), gaussian(3))).toThrow(/4 directions/);
    expect(() => numericTarget(attentive, gaussian(3))).toThrow(/tokens/);
    expect(() => numericTarget(mixture([1, {}], [1, { u: 1 }]), gaussian(3))).toThrow(/tokens/);
    expect(() => numericTarget(mixture([1, { u: 1, v: 2 }]), gaussian(1))).toThrow(/2 directions/);
  });
});
