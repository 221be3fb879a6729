import { Monomial } from '../monomial.js';
import type { Feature } from '../study.js';
import type { Alternative, LayerKind } from './kind.js';

/** A layer or RMS norm: the kernel is normalised already, so that every feature passes (derived). */
export const norm: LayerKind<'norm'> = {
  kind: 'norm',
  keyword: 'norm',
  example: 'norm n1',
  sizes: [],
  takesActivation: false,
  takesScores: false,
  mayBeResidual: false,
  accepts: ['gaussian', 'patches', 'tokens'],
  mark: { status: 'derived', section: 'Norm layers' },
  units: () => undefined,
  rules: () => ['norm'],
  moves: (_layer, { features, present }) => [
    {
      pattern: 'lazy',
      outgoing: new Map(
        features.filter((feature) => present.has(feature)).map((feature) => [feature, [passed(feature)]]),
      ),
      rule: 'norm',
    },
  ],
  weights: (_layer, fanIn) => ({ counts: [fanIn], fanOut: fanIn }),
};

function passed(feature: Feature): Alternative {
  return { constant: Monomial.one, powers: [[feature, 1]], parameterPower: 0, rule: 'norm' };
}
