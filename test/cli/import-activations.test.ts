import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applied, constantly, identity, type Pointwise } from '../../cli/import/activations/pointwise.js';
import { recognised } from '../../cli/import/activations/recognise.js';
import type { Attribute, Node } from '../../cli/import/onnx/model.js';
import { importedSteps, step, type Held } from './import/graphs.js';

type Steps = readonly (readonly [
  operator: string,
  inputs: readonly string[],
  output: string,
  settings?: Readonly<Record<string, Attribute>>,
])[];

/** What a dense layer with steps behind its sums z, up to y, is in the language. */
async function activationOf(steps: Steps, held: Readonly<Record<string, Held>> = {}) {
  const nodes: Node[] = [
    step('Gemm', ['x', 'h.weight'], 'z', { transB: 1 }),
    ...steps.map(([operator, inputs, output, settings]) => step(operator, inputs, output, settings)),
    step('Gemm', ['y', 'out.weight'], 'o', { transB: 1 }),
  ];
  const { layers, coverage, text } = await importedSteps(
    nodes,
    { 'h.weight': [32, 16], 'out.weight': [1, 32], ...held },
    { outputs: ['o'] },
  );
  expect(coverage.total).toBe(2);
  const activation = /activation: (\w+)/.exec(layers.join())?.[1];
  return {
    activation,
    isWhole: coverage.missing.length === 0,
    text,
    reasons: coverage.missing.map(({ reason }) => reason).join(' '),
  };
}

describe('an activation is what its steps compute', () => {
  it.each<[string, string, Steps, Readonly<Record<string, Held>>?]>([
    [
      'gelu by erf',
      'gelu',
      [
        ['Div', ['z', 'r2'], 'a'],
        ['Erf', ['a'], 'b'],
        ['Add', ['b', 'one'], 'c'],
        ['Mul', ['z', 'c'], 'd'],
        ['Mul', ['d', 'half'], 'y'],
      ],
      { r2: Math.SQRT2, one: 1, half: 0.5 },
    ],
    [
      'gelu by tanh',
      'gelu',
      [
        ['Pow', ['z', 'three'], 'a'],
        ['Mul', ['a', 'k'], 'b'],
        ['Add', ['z', 'b'], 'c'],
        ['Mul', ['c', 's'], 'd'],
        ['Tanh', ['d'], 'e'],
        ['Add', ['e', 'one'], 'f'],
        ['Mul', ['z', 'f'], 'g'],
        ['Mul', ['half', 'g'], 'y'],
      ],
      { three: 3, k: 0.044715, s: Math.sqrt(2 / Math.PI), one: 1, half: 0.5 },
    ],
    [
      'swish with beta',
      'silu',
      [
        ['Mul', ['z', 'beta'], 'a'],
        ['Sigmoid', ['a'], 'b'],
        ['Mul', ['z', 'b'], 'y'],
      ],
      { beta: 1.702 },
    ],
    [
      'hard swish in steps',
      'relu',
      [
        ['Add', ['z', 'three'], 'a'],
        ['Clip', ['a', 'zero', 'six'], 'b'],
        ['Mul', ['z', 'b'], 'c'],
        ['Div', ['c', 'six'], 'y'],
      ],
      { three: 3, zero: 0, six: 6 },
    ],
    [
      'hard swish by a hard sigmoid',
      'relu',
      [
        ['HardSigmoid', ['z'], 'a', { alpha: 1 / 6, beta: 0.5 }],
        ['Mul', ['a', 'z'], 'y'],
      ],
    ],
    ['hard swish', 'relu', [['HardSwish', ['z'], 'y']]],
    ['relu 6', 'relu', [['Clip', ['z', 'zero', 'six'], 'y']], { zero: 0, six: 6 }],
    ['relu 6 by attributes', 'relu', [['Clip', ['z'], 'y', { min: 0, max: 6 }]]],
    ['hard tanh', 'tanh', [['Clip', ['z'], 'y', { min: -1, max: 1 }]]],
    ['hard tanh of wide bounds', 'tanh', [['Clip', ['z'], 'y', { min: -6, max: 6 }]]],
    ['relu by a maximum', 'relu', [['Max', ['z', 'zero'], 'y']], { zero: 0 }],
    [
      'relu by a choice',
      'relu',
      [
        ['Greater', ['z', 'zero'], 'a'],
        ['Where', ['a', 'z', 'zero'], 'y'],
      ],
      { zero: 0 },
    ],
    ['leaky relu', 'relu', [['LeakyRelu', ['z'], 'y', { alpha: 0.3 }]]],
    [
      'leaky relu with a floor',
      'relu',
      [
        ['LeakyRelu', ['z'], 'a', { alpha: 0.2 }],
        ['Max', ['a', 'floor'], 'y'],
      ],
      { floor: -0.4 },
    ],
    ['leaky relu that is the identity', 'linear', [['LeakyRelu', ['z'], 'y', { alpha: 1 }]]],
    ['parametric relu', 'relu', [['PRelu', ['z', 'slope'], 'y']], { slope: 0.25 }],
    ['elu', 'relu', [['Elu', ['z'], 'y']]],
    ['celu', 'relu', [['Celu', ['z'], 'y', { alpha: 2 }]]],
    ['selu', 'relu', [['Selu', ['z'], 'y']]],
    [
      'mish',
      'relu',
      [
        ['Softplus', ['z'], 'a'],
        ['Tanh', ['a'], 'b'],
        ['Mul', ['z', 'b'], 'y'],
      ],
    ],
    ['softplus', 'relu', [['Softplus', ['z'], 'y']]],
    ['sigmoid', 'tanh', [['Sigmoid', ['z'], 'y']]],
    ['hard sigmoid', 'tanh', [['HardSigmoid', ['z'], 'y']]],
    ['sign', 'tanh', [['Sign', ['z'], 'y']]],
    ['softsign', 'tanh', [['Softsign', ['z'], 'y']]],
    ['square', 'quadratic', [['Mul', ['z', 'z'], 'y']]],
    ['square by a power', 'quadratic', [['Pow', ['z', 'two'], 'y']], { two: 2 }],
    [
      'sine of a multiple',
      'sin',
      [
        ['Mul', ['z', 'k'], 'a'],
        ['Sin', ['a'], 'y'],
      ],
      { k: 3 },
    ],
    [
      'a scale and a shift',
      'linear',
      [
        ['Mul', ['z', 'k'], 'a'],
        ['Add', ['a', 'one'], 'y'],
      ],
      { k: 3, one: 1 },
    ],
  ])('%s', async (_, wanted, steps, held) => {
    const { activation, isWhole, reasons } = await activationOf(steps, held);
    expect({ activation, isWhole, reasons }).toEqual({ activation: wanted, isWhole: true, reasons: '' });
  });

  it.each<[string, Steps, RegExp, Readonly<Record<string, Held>>?]>([
    ['cube', [['Pow', ['z', 'three'], 'y']], /Its Hermite degrees are 1 \(60 %\), 3 \(40 %\)/, { three: 3 }],
    [
      'cube by products',
      [
        ['Mul', ['z', 'z'], 'a'],
        ['Mul', ['a', 'z'], 'y'],
      ],
      /3 \(40 %\)/,
    ],
    ['absolute value', [['Abs', ['z'], 'y']], /Its Hermite degrees are 2 \(88 %\)/],
    ['cosine', [['Cos', ['z'], 'y']], /Its Hermite degrees are 2 /],
    ['exponential', [['Exp', ['z'], 'y']], /Its Hermite degrees are 1 /],
    [
      'squared relu',
      [
        ['Relu', ['z'], 'a'],
        ['Pow', ['a', 'two'], 'y'],
      ],
      /3 \(8.5 %\)/,
      { two: 2 },
    ],
    ['constant', [['Mul', ['z', 'zero'], 'y']], /no Hermite expansion/, { zero: 0 }],
    ['logarithm', [['Log', ['z'], 'y']], /no Hermite expansion/],
    [
      'numbers that differ from unit to unit',
      [['Max', ['z', 'floors'], 'y']],
      /differ from unit to unit/,
      { floors: [1, 32] },
    ],
  ])('that the language lacks is refused: %s', async (_, steps, reason, held) => {
    const { isWhole, reasons } = await activationOf(steps, held);
    expect(isWhole).toBe(false);
    expect(reasons).toMatch(reason);
  });
});

describe('Hermite degrees', () => {
  const named = ['Erf', 'Tanh', 'Sin', 'Relu', 'Gelu', 'Silu'] as const;

  it('do not change with a factor, a shift and the scale of z', () => {
    const number = fc.double({ min: 0.2, max: 4, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...named), number, number, fc.boolean(), (name, scale, factor, isNegative) => {
        const f = through([['Mul', scale], [name], ['Mul', isNegative ? -factor : factor], ['Add', factor]]);
        expect(recognised(f).activation).toBe(name.toLowerCase());
      }),
      { numRuns: 100 },
    );
  });

  it('of a bounded function are never those of linear', () => {
    const bound = fc.double({ min: 0.2, max: 12, noNaN: true });
    fc.assert(
      fc.property(bound, bound, (low, high) => {
        const f = applied('Clip', [identity], (name) => (name === 'min' ? -low : name === 'max' ? high : undefined));
        expect(f && recognised(f).activation).not.toBe('linear');
      }),
      { numRuns: 60 },
    );
  });

  it('are not computed for functions of more steps than an activation has', () => {
    let f: Pointwise | undefined = identity;
    for (let count = 0; count < 40 && f; count++) f = applied('Mul', [f, f]);
    expect(f).toBeUndefined();
  });

  function through(steps: readonly (readonly [string, number?])[]): Pointwise {
    return steps.reduce<Pointwise>((f, [operator, value]) => {
      const made = applied(operator, value === undefined ? [f] : [f, constantly(value)]);
      if (!made) throw new Error(operator);
      return made;
    }, identity);
  }
});
