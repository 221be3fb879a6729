import type { TheoryMessage } from '../messages.js';
import type { Monomial } from '../monomial.js';
import type { Pattern } from '../prediction.js';
import { directionsOf, formOf } from '../target.js';
import type { Advice } from './answer.js';
import { same, type DesignSpace } from './design-space.js';
import type { Freedom } from './freedom.js';

/** What the reasons are made of. */
export interface Grounds extends Omit<Advice, 'why'> {
  readonly space: DesignSpace;
  /** The best pattern at the advised sizes. */
  readonly winner: Pattern;
  /** The energy of finding the target's directions, or its form. */
  readonly directions: Monomial;
  /** P, where it is given. */
  readonly given: Monomial | undefined;
  /** The layer with the most weights. */
  readonly largest: string;
}

/** Why these sizes: what they reach, what bounds them, what they cost, how far they may move. */
export function reasons(grounds: Grounds): TheoryMessage[] {
  const { parameters, largest, reference, space } = grounds;
  return [
    claim(grounds),
    ...floor(grounds),
    { code: 'parameter-count', parameters, layer: largest, reference },
    ...grounds.fit.conditions.map((one) => ({ code: 'capacity', ...one, reference }) as const),
    ...grounds.ranges.map((one) => moving(one, grounds)),
    ...(space.complete ? [] : [{ code: 'best-found' } as const]),
  ];
}

function claim({
  goal,
  sizes,
  pattern,
  energy,
  sampleScale,
  fit,
  given,
  fitVerdict,
  reference,
}: Grounds): TheoryMessage {
  const shared = { sizes, pattern, reference };
  if (goal === 'widest') return { code: 'learns-up-to', ...shared, energy };
  const needs = { need: fit.samples, sampleScale };
  if (goal === 'smallest' && given && fitVerdict)
    return fitVerdict === 'above'
      ? { code: 'smallest-network', ...shared, ...needs, samples: given }
      : { code: 'no-sizes-learn', ...shared, ...needs, samples: given, verdict: fitVerdict };
  return { code: 'least-samples', ...shared, ...needs, samples: given, verdict: fitVerdict };
}

/** What holds where counting decides, or the energy is that of finding the directions. */
function floor({ goal, energy, directions, fit, winner, space, reference }: Grounds): TheoryMessage[] {
  const log = directions.log(reference);
  if (goal === 'widest' || (fit.rule !== 'counting' && energy.log(reference) > log + same)) return [];
  const { target } = space.study;
  const found = formOf(target) !== undefined ? 'form' : directionsOf(target).isOne ? 'direction' : 'directions';
  const isBelow = winner.energy.log(reference) < log - 1e-7;
  return [
    { code: 'directions-cost', samples: fit.samples, found, reference },
    isBelow
      ? { code: 'bound-below-directions', energy: winner.energy, pattern: winner.name, reference }
      : { code: 'narrower-bound-weak' },
  ];
}

function moving({ names: sizes, least, most }: Freedom, { goal, learnable, reference }: Grounds): TheoryMessage {
  if (most && most.log(reference) - least.log(reference) < same) return { code: 'size-fixed', sizes };
  const keeps = goal === 'smallest' && learnable ? 'learning' : 'samples';
  return { code: 'size-range', sizes, least, most, keeps, reference };
}
