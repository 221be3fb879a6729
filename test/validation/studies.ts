import { Monomial } from '../../theory/index.js';
import type { ActivationName, Network, Study } from '../../theory/index.js';
import { numericAt, type PlannedPoint } from '../../validation/index.js';

/** What a test changes of the plain study: erf, He_3, width N, d = 64, N = 4096. */
export interface Choice {
  readonly activation?: ActivationName;
  readonly degree?: number;
  readonly width?: Monomial;
  readonly scaling?: 'standard' | 'meanfield';
  readonly reference?: Readonly<Record<string, number>>;
}

export const d = Monomial.size('d');

/** A two-layer study. */
export function twoLayerStudy(choice: Choice = {}): Study {
  const network: Network = {
    name: 'TwoLayer',
    input: { kind: 'gaussian', dimension: d },
    layers: [
      {
        name: 'h1',
        kind: 'dense',
        residual: false,
        sizes: { width: choice.width ?? Monomial.size('N') },
        activation: choice.activation ?? 'erf',
      },
    ],
    output: { kind: 'linear', scaling: choice.scaling ?? 'standard' },
  };
  return {
    name: 'S',
    network,
    target: {
      name: 'cubic',
      kind: 'hermite',
      terms: [{ degree: choice.degree ?? 3, coefficient: 1 }],
      directions: Monomial.one,
    },
    ridge: Monomial.one,
    reference: new Map(Object.entries(choice.reference ?? { d: 64, N: 4096 })),
  };
}

/** Network and target of a planned point: two layers, N = d. */
export function twoLayerAt(size: number): Pick<PlannedPoint, 'network' | 'target'> {
  const { network, target, reference } = twoLayerStudy({ width: d, reference: { d: size } });
  return numericAt({ network, target }, reference);
}
