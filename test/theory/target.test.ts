import { eigenvalueName } from '../../present/formulas.js';
import { describe, expect, test } from 'vitest';
import { inputSizes, isSpiked, seenByUnit } from '../../theory/input.js';
import { Monomial, type Input, type Network, type Target } from '../../theory/index.js';
import { readoutFactor } from '../../theory/readout.js';
import { unnamedDirection } from '../../theory/targets/component.js';
import {
  componentName,
  namedDirections,
  targetComponents,
  targetFeatures,
  trackedFeatures,
} from '../../theory/target.js';
import { size } from './networks.js';

const plain = (...terms: [degree: number, coefficient: number][]): Target => ({
  name: 'y',
  kind: 'hermite',
  terms: terms.map(([degree, coefficient]) => ({ degree, coefficient })),
  directions: Monomial.one,
});

const along = (...factors: [direction: string, degree: number][]) =>
  ({ kind: 'hermite', factors: factors.map(([direction, degree]) => ({ direction, degree })) }) as const;

/** attentive + He_3(u) + He_1(u) He_1(v), in this order. */
const mixture: Target = {
  name: 'y',
  kind: 'mixture',
  terms: [
    { component: { kind: 'attentive', degree: 3 }, coefficient: 1 },
    { component: along(['u', 3]), coefficient: 2 },
    { component: along(['u', 1], ['v', 1]), coefficient: 2 },
  ],
};

describe('the components of a target', () => {
  test('are ascending in degree whatever the order of the terms, with the attention feature last', () => {
    expect(targetComponents(plain([5, 1], [3, 1], [1, 1])).map(({ feature }) => feature)).toEqual([1, 3, 5]);
    expect(targetFeatures(plain([11, 1], [5, 1], [3, 1]))).toEqual([3, 5, 11]);
    expect(targetComponents(mixture).map(({ feature }) => feature)).toEqual([2, 3, 'attentive']);
    expect(targetFeatures(mixture)).toEqual([2, 3, 'attentive']);
    expect(trackedFeatures(mixture, [])).toEqual([1, 2, 3, 'attentive']);
  });

  test('have the squares of their coefficients as weights; those of one degree are one', () => {
    // 4 He_1 + (1 + 2) He_3: 16 and 9 of 25.
    const components = targetComponents(plain([3, 1], [1, 4], [3, 2], [5, 0]));
    expect(components.map(({ coefficient }) => coefficient)).toEqual([4, 3]);
    expect(components.map(({ weight }) => weight)).toEqual([16 / 25, 9 / 25]);
    expect(targetComponents(mixture).map(({ weight }) => weight)).toEqual([4 / 9, 4 / 9, 1 / 9]);
  });

  test('are named by degree, and by direction where it has a name', () => {
    expect(componentName(along([unnamedDirection, 3]))).toBe('He_3');
    expect(componentName(along(['u', 3]))).toBe('He_3(u)');
    expect(componentName(along([unnamedDirection, 1], ['v', 2]))).toBe(`He_1(${unnamedDirection})·He_2(v)`);
    expect(targetComponents(mixture).map(({ name }) => name)).toEqual(['He_1(u)·He_1(v)', 'He_3(u)', 'attentive']);
  });

  test('lie along directions that are listed once, in the order of the text', () => {
    expect(namedDirections(mixture)).toEqual([unnamedDirection, 'u', 'v']);
    expect(namedDirections(plain([3, 1]))).toEqual([unnamedDirection]);
  });
});

test.each([
  [3, 'r₃'],
  [12, 'r₁₂'],
  ['p3', 'r₃(p)'],
  ['attentive', 'rₐ'],
] as const)('r of %s is written %s', (feature, name) => expect(eigenvalueName(feature)).toBe(name));

describe('the data', () => {
  const gaussian: Input = { kind: 'gaussian', dimension: size('d') };
  const spiked: Input = { ...gaussian, signal: size('s') };
  const patches: Input = { kind: 'patches', count: size('n'), size: size('S') };
  const tokens: Input = { kind: 'tokens', length: size('L'), dimension: size('d') };
  const written = (sizes: readonly Monomial[]): string[] => sizes.map(String);

  test('have the sizes that describe them', () => {
    expect(written(inputSizes(gaussian))).toEqual(['d']);
    expect(written(inputSizes(spiked))).toEqual(['d', 's']);
    expect(written(inputSizes(patches))).toEqual(['n', 'S']);
    expect(written(inputSizes(tokens))).toEqual(['L', 'd']);
  });

  test('show a unit a patch, or all of one input or token', () => {
    expect(written([gaussian, patches, tokens].map(seenByUnit))).toEqual(['d', 'S', 'd']);
  });

  test('are spiked where their variance along the target is not 1', () => {
    expect([gaussian, spiked, { ...gaussian, signal: Monomial.one }, patches, tokens].map(isSpiked)).toEqual(
      // Variance 1 is that of every other direction.
      [false, true, false, false, false],
    );
  });

  // Theory, "Convolution": a_y = n r for flatten and mean, a_y = r for the sum; mean-field scaling multiplies by the width.
  test.each([
    ['flatten', 'standard', 'n'],
    ['mean', 'standard', 'n'],
    ['sum', 'standard', '1'],
    ['sum', 'meanfield', 'C'],
    ['mean', 'meanfield', 'C*n'],
  ] as const)('in patches that a %s reads in %s scaling stand %s times in the budget', (kind, scaling, factor) => {
    const conv = {
      name: 'c',
      kind: 'conv',
      residual: false,
      sizes: { channels: size('C') },
      activation: 'erf',
    } as const;
    const network: Network = { name: 'Net', input: patches, layers: [conv], output: { kind, scaling } };
    expect(readoutFactor(network).toString()).toBe(factor);
  });
});
