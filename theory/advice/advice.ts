import { countingOf, directionsAt } from '../counting.js';
import type { TheoryMessage } from '../messages.js';
import { Monomial, type ReferenceSizes } from '../monomial.js';
import { largestPart } from '../parameters.js';
import { predict } from '../predict.js';
import type { Pattern, Prediction } from '../prediction.js';
import type { Advice, AdviceRequest, NoAdvice } from './answer.js';
import { DesignSpace, parameterCount, same } from './design-space.js';
import { freedomOf } from './freedom.js';
import { reasons } from './reasons.js';
import { need } from './routes.js';
import { withSizes, type Sizes } from './sizes-put-in.js';
import { wholeSizes } from './whole-sizes.js';
import { widest } from './widest.js';

/**
 * The free sizes that serve a goal best.
 *
 * Over logarithms of sizes and pattern parameters together each route to the target is a linear program, solved exactly; the best of all
 * routes is the answer. What counts is what a small error needs: the largest of kappa E, counting and all experts, as a prediction has it.
 * @throws RangeError when a free size is none of the study's.
 */
export function advise({
  study,
  free,
  goal = 'samples',
  samples = study.samples,
  limits = {},
}: AdviceRequest): Advice | NoAdvice {
  const unknown = free.find((name) => !study.reference.has(name));
  if (unknown !== undefined || free.length === 0)
    throw new RangeError(`${unknown ?? 'nothing'} is no free size of ${study.name}`);
  const asked = samples ? { ...study, samples } : study;
  const space = new DesignSpace(asked, free, limits, goal);
  if (goal === 'widest') return widest(space, (sizes) => finished(space, sizes));
  const needed = Monomial.size(need);
  if (goal === 'smallest') {
    if (!samples) return { kind: 'none', reason: { code: 'samples-needed' } };
    // Of the sum that a flatten readout needs the program knows the largest term, which is at least half of it.
    for (const share of space.counting.positions ? [1, 2] : [1]) {
      const smallest = search(space, [samples.over(needed.times(Monomial.constant(share)))], [parameterCount, needed]);
      const advice = typeof smallest === 'string' ? undefined : finished(space, smallest);
      if (advice?.learnable) return advice;
    }
  }
  const best = search(space, [], [needed, parameterCount]);
  if (best === 'unbounded') return { kind: 'none', reason: { code: 'samples-fall-without-end', sizes: free } };
  if (best === 'infeasible') return { kind: 'none', reason: noRoom(space) };
  return finished(space, meaningful(space, best, needed));
}

/**
 * Of the sizes at which a small error needs the least some at which the energy itself is no less than that of finding the directions, where
 * there are such within the limits: each pattern that is cheaper is cut off by its closed form, until none is. A cheaper pattern is large
 * along the target without pointing at it.
 */
function meaningful(space: DesignSpace, best: Sizes, needed: Monomial): Sizes {
  const least = at(best, need).log(space.fixed);
  const cuts: Monomial[] = [];
  for (let found: Sizes = best; cuts.length < 24;) {
    const reference = new Map(space.study.reference);
    for (const [name, size] of sizesIn(space, found)) reference.set(name, size.value(space.fixed));
    const bound = predict({ ...space.study, reference }).winner.energy;
    const directions = directionsAt(space.counting, reference);
    if (bound.log(reference) >= directions.log(reference) - 1e-7) return found;
    cuts.push(bound.over(directions));
    const next = search(space, cuts, [needed, parameterCount]);
    if (typeof next === 'string' || at(next, need).log(space.fixed) > least + same) return best;
    found = next;
  }
  return best;
}

/** The best sizes over all candidates; in deep networks the candidates are added that are good where one has come to. */
function search(space: DesignSpace, demands: readonly Monomial[], objectives: readonly Monomial[]) {
  for (let round = 0; ; round++) {
    const candidates = space.routes.flatMap((route) => space.candidates(route, demands));
    const best = space.best(candidates, [...objectives, ...space.simplicity]);
    if (space.complete || typeof best === 'string' || round === 6 || !space.explore(sizesIn(space, best))) return best;
  }
}

/** The advice of sizes: everything in it but the ranges is what a prediction says with them. */
function finished(space: DesignSpace, found: Sizes): Advice {
  const { goal } = space;
  const sizes = sizesIn(space, found);
  const there = withSizes(space.study, sizes);
  const { reference, samples: given } = there;
  const prediction = predict(there);
  const { winner, sampleScale, fit, fitVerdict, learnable } = prediction;
  const pattern = goal === 'widest' ? learningPattern(prediction, reference) : winner;
  const largest = largestPart(there.network, reference);
  const advice = {
    kind: 'advice' as const,
    ...{ goal, sizes, sampleScale, fit, fitVerdict, learnable, reference },
    wholeSizes: wholeSizes(space.study, goal, sizes, reference, fitVerdict),
    energy: winner.energy,
    parameters: largest.count,
    pattern: pattern.layers.map((layer) => layer.pattern),
  };
  const suffices = goal === 'smallest' && learnable && given;
  const ranges = goal === 'widest' ? [] : freedomOf(space, sizes, suffices ? given : at(found, need));
  const directions = directionsAt(countingOf(there), reference);
  return {
    ...advice,
    ranges,
    why: reasons({ ...advice, largest: largest.part, winner, directions, given, ranges, space }),
  };
}

/** Of the patterns that cost as much as the winner the first that learns features; the winner where none does. */
function learningPattern({ patterns, winner }: Prediction, reference: ReferenceSizes): Pattern {
  const log = winner.energy.log(reference);
  const equal = patterns.filter((pattern) => Math.abs(pattern.energy.log(reference) - log) <= 1e-7);
  return equal.find(({ layers }) => layers.some((layer) => layer.pattern !== 'lazy')) ?? winner;
}

function sizesIn(space: DesignSpace, found: Sizes): Map<string, Monomial> {
  return new Map(space.free.flatMap((name) => (found.has(name) ? [[name, at(found, name)] as const] : [])));
}

function at(found: Sizes, name: string): Monomial {
  const value = found.get(name);
  if (!value) throw new RangeError(`the program has no ${name}`);
  return value;
}

/** Why no sizes keep within the limits: how many parameters the smallest network has without them. */
function noRoom({ study, free, limits, goal, fixed }: DesignSpace): TheoryMessage {
  const unlimited = new DesignSpace(study, free, { equalSizes: limits.equalSizes ?? false }, goal);
  const least = search(unlimited, [], [parameterCount]);
  if (typeof least === 'string') return { code: 'no-sizes-fit' };
  return { code: 'limits-too-narrow', parameters: at(least, parameterCount.toString()), reference: fixed };
}
