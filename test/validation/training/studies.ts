import type { ActivationName } from '../../../theory/index.js';
import type { ChainPoint } from '../../../validation/training/sample/chains.js';
import type { LangevinMethod, Plan, PlannedNetwork, PlannedTarget } from '../../../validation/plan.js';

/** A two-layer network on gaussian(d). */
export function twoLayers(d: number, width: number, activation: ActivationName = 'erf'): PlannedNetwork {
  return {
    name: 'TwoLayer',
    input: { kind: 'gaussian', dimension: d },
    layers: [{ name: 'h', kind: 'dense', residual: false, sizes: { width }, activation }],
    output: { kind: 'linear', scaling: 'standard' },
  };
}

export function hermiteTarget(degree: number): PlannedTarget {
  return { name: 'target', kind: 'hermite', terms: [{ degree, coefficient: 1 }], directions: 1 };
}

/** A mixture, a term a coefficient and its degrees by direction; no degrees are the attentive component. */
export function mixture(
  ...terms: readonly (readonly [number, Readonly<Record<string, number>>])[]
): Extract<PlannedTarget, { kind: 'mixture' }> {
  return {
    name: 'target',
    kind: 'mixture',
    terms: terms.map(([coefficient, degrees]) => {
      const factors = Object.entries(degrees).map(([direction, degree]) => ({ direction, degree }));
      return {
        coefficient,
        component: factors.length > 0 ? { kind: 'hermite', factors } : { kind: 'attentive', degree: 3 },
      };
    }),
  };
}

export const attentiveTarget: PlannedTarget = { name: 'target', kind: 'attentive', degree: 3 };

/** A network on tokens(L, d), of layers before a transformer block or none. */
export function blockOn(
  [length, dimension]: readonly [number, number],
  [heads, width]: readonly [number, number],
  before: PlannedNetwork['layers'] = [],
): PlannedNetwork {
  return {
    name: 'Block',
    input: { kind: 'tokens', length, dimension },
    layers: [
      ...before,
      { name: 't.attention', kind: 'attention', residual: true, block: 't', sizes: { heads } },
      { name: 't.dense', kind: 'dense', residual: true, block: 't', sizes: { width }, activation: 'gelu' },
    ],
    output: { kind: 'linear', scaling: 'standard' },
  };
}

/** A point of chains on the posterior of a two-layer network, N = d, erf, He_3, informed by a specialised start. */
export function cubicPoint(
  d: number,
  samples: number,
  seed: number,
  given: Partial<ChainPoint['sampling']> = {},
): ChainPoint {
  return {
    sizes: { d, N: d, P: samples },
    seed,
    network: twoLayers(d, d),
    target: hermiteTarget(3),
    predicted: d,
    informed: [{ pattern: 'specialization', degree: 1, units: 3 }],
    sampling: { samples, ridge: 0.2, step: 0.02, steps: 1000, ...given },
  };
}

export function chainsMethod(given: Partial<LangevinMethod> = {}): LangevinMethod {
  return {
    kind: 'langevin',
    readout: 'sampled',
    friction: 1,
    draws: 100,
    doublings: 0,
    burnIn: 0.5,
    chains: { prior: 2, informed: 2 },
    freshInputs: 1024,
    threshold: 0.5,
    ...given,
  };
}

/** A plan of such points. */
export function chainsPlan(points: readonly ChainPoint[], method: LangevinMethod = chainsMethod()): Plan {
  return {
    format: 2,
    study: 'Cubic',
    level: 'training',
    preset: 'quick',
    method,
    sweep: { variable: 'd', values: [...new Set(points.map(({ sizes }) => sizes['d'] ?? 0))] },
    points,
    predicted: { exponent: '1', slope: 1, energy: 'd', pattern: 'specialization', seenAs: ['specialization'] },
    confidence: 0.95,
    notes: [],
  };
}
