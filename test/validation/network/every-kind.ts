import { activationNames, type ActivationName } from '../../../theory/activations/index.js';
import type { PlannedNetwork } from '../../../validation/index.js';
import { gaussian, layer, network, patches, spiked, tokens } from './planned.js';

/** Small networks with every kind of layer, activation, input and readout. */
export const networksOfEveryKind: [string, PlannedNetwork][] = [
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
