import { describe, expect, it } from 'vitest';
import { activationNames, type ActivationName } from '../../../theory/activations/index.js';
import type { PlannedNetwork } from '../../../validation/index.js';
import { activationFunction } from '../../../validation/network/activations.js';
import { sampleInputs } from '../../../validation/network/input.js';
import { numericNetwork } from '../../../validation/network/network.js';
import { fillGaussian, gaussianSource } from '../../../validation/network/random.js';
import { gaussian, layer, network, patches, spiked, tokens } from './planned.js';

const samples = 6;

const cases: [string, PlannedNetwork][] = [
  ...activationNames.map((activation): [string, PlannedNetwork] => [
    `two layers, ${activation}`,
    network(gaussian(5), [layer('dense', { width: 7 }, { activation })]),
  ]),
  [
    'three layers, mean-field',
    network(
      gaussian(9),
      [layer('dense', { width: 5 }, { activation: 'erf' }), layer('dense', { width: 6 }, { activation: 'tanh' })],
      'linear',
      'meanfield',
    ),
  ],
  [
    'a residual layer',
    network(gaussian(4), [
      layer('dense', { width: 6 }, { activation: 'erf' }),
      layer('dense', { width: 6 }, { activation: 'quadratic', residual: true }),
    ]),
  ],
  ...(['flatten', 'mean', 'sum'] as const).map((output): [string, PlannedNetwork] => [
    `two convolutions, ${output}`,
    network(
      patches(3, 5),
      [layer('conv', { channels: 4 }, { activation: 'sin' }), layer('conv', { channels: 3 }, { activation: 'erf' })],
      output,
    ),
  ]),
  [
    'layers with variances of their own, and a readout with one',
    {
      ...network(gaussian(5), [
        layer('dense', { width: 6, variance: 0.5 }, { activation: 'erf' }),
        layer('dense', { width: 4, variance: 3 }, { activation: 'tanh' }),
      ]),
      output: { kind: 'linear', scaling: 'meanfield', variance: 8 },
    },
  ],
  [
    'data with a signal, behind a norm',
    network(spiked(5, 3), [layer('norm', {}), layer('dense', { width: 4 }, { activation: 'erf' })]),
  ],
  [
    'a norm between layers',
    network(gaussian(4), [
      layer('dense', { width: 6 }, { activation: 'relu' }),
      layer('norm', {}),
      layer('dense', { width: 3 }, { activation: 'tanh' }),
    ]),
  ],
  [
    'experts before a layer',
    network(gaussian(4), [
      layer('dense', { width: 3, experts: 4, active: 2 }, { activation: 'erf' }),
      layer('dense', { width: 5 }, { activation: 'tanh' }),
    ]),
  ],
  ['token-wise experts', network(tokens(3, 4), [layer('dense', { width: 3, experts: 2 }, { activation: 'erf' })])],
  [
    'a recurrent layer before a layer',
    network(gaussian(4), [
      layer('recurrent', { width: 5, steps: 3 }, { activation: 'tanh' }),
      layer('dense', { width: 3 }, { activation: 'erf' }),
    ]),
  ],
  [
    'a recurrent layer behind a layer',
    network(gaussian(3), [
      layer('dense', { width: 4 }, { activation: 'erf' }),
      layer('recurrent', { width: 3, steps: 2 }, { activation: 'sin' }),
    ]),
  ],
  ['attention', network(tokens(4, 3), [layer('attention', { heads: 2 }, { scores: { form: 'bilinear' } })])],
  [
    'attention of low rank behind a token-wise layer',
    network(tokens(4, 3), [
      layer('dense', { width: 5 }, { activation: 'erf' }),
      layer('attention', { heads: 2 }, { scores: { form: 'lowrank', rank: 2 } }),
    ]),
  ],
  ...([undefined, 2] as const).map((rank): [string, PlannedNetwork] => [
    `a block${rank === undefined ? '' : ', scores of low rank'}`,
    network(tokens(4, 3), block(2, 5, 'gelu', rank)),
  ]),
  ['a block as wide as its tokens, mean-field', network(tokens(3, 4), block(1, 4, 'erf'), 'linear', 'meanfield')],
  [
    'two blocks behind an embedding and a norm',
    network(tokens(3, 4), [
      layer('dense', { width: 3 }, { activation: 'linear' }),
      layer('norm', {}),
      ...block(2, 5, 'tanh'),
      ...block(1, 4, 'erf'),
    ]),
  ],
  [
    'attention behind attention',
    network(tokens(3, 2), [
      layer('attention', { heads: 2 }, { scores: { form: 'bilinear' } }),
      layer('attention', { heads: 1 }, { scores: { form: 'lowrank', rank: 2 } }),
    ]),
  ],
  [
    'residual layers of other widths',
    network(
      patches(3, 2),
      [
        layer('conv', { channels: 4 }, { activation: 'erf' }),
        layer('conv', { channels: 3 }, { activation: 'tanh', residual: true }),
      ],
      'sum',
    ),
  ],
];

/** The layers of a transformer block. */
function block(heads: number, width: number, activation: ActivationName, rank?: number): PlannedNetwork['layers'] {
  const scores = rank === undefined ? ({ form: 'bilinear' } as const) : ({ form: 'lowrank', rank } as const);
  return [
    layer('attention', { heads }, { scores, residual: true, block: 't' }),
    layer('dense', { width }, { activation, residual: true, block: 't' }),
  ];
}

describe('the gradient', () => {
  // (F(p + h e) - F(p - h e)) / 2h for F = sum of c f over the batch: the error of central differences is of order h^2.
  it.each(cases)('is that of central differences: %s', (_, planned) => {
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
