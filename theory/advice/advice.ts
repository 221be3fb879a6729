import type { TheoryMessage } from '../messages.js';
import { Monomial, type ReferenceSizes } from '../monomial.js';
import { largestPart } from '../parameters.js';
import { predict } from '../predict.js';
import type { Pattern } from '../prediction.js';
import type { Advice, AdviceRequest, Goal, NoAdvice } from './answer.js';
import { DesignSpace, parameterCount, same } from './design-space.js';
import { freedomOf } from './freedom.js';
import { reasons } from './reasons.js';
import { energy } from './routes.js';
import { withSizes, type Sizes } from './sizes-put-in.js';
import { widest } from './widest.js';

/**
 * The free sizes that serve a goal best.
 *
 * Over logarithms of sizes and pattern parameters together each route to the target is a linear program, solved exactly;
 * the best of all routes is the answer. Below the energy k r_1 that finding k directions takes, a smaller P* means that a
 * network can be large along the target without pointing at it, and is not counted (derived; docs/advice.md).
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
  const space = new DesignSpace(study, free, limits);
  if (goal === 'widest') return widest(space, (sizes, least) => finished(space, goal, sizes, least, samples));
  const need = study.ridge.times(Monomial.size(energy));
  if (goal === 'smallest') {
    if (!samples) return { kind: 'none', reason: { code: 'samples-needed' } };
    const smallest = search(space, [samples.over(need)], [parameterCount, need]);
    if (typeof smallest !== 'string') return finished(space, goal, smallest, at(smallest, energy), samples);
  }
  const best = search(space, [], [need, parameterCount]);
  if (best === 'unbounded') return { kind: 'none', reason: { code: 'samples-fall-without-end', sizes: free } };
  if (best === 'infeasible') return { kind: 'none', reason: noRoom(space) };
  return finished(space, goal, meaningful(space, best, need), at(best, energy), samples);
}

/**
 * Of the sizes with the least P* some at which the bound itself is no less than finding the directions costs, where there
 * are such within the limits: each pattern that is cheaper is cut off by its closed form, until none is.
 */
function meaningful(space: DesignSpace, best: Sizes, need: Monomial): Sizes {
  const least = at(best, energy).log(space.fixed);
  const cuts: Monomial[] = [];
  for (let found: Sizes = best; cuts.length < 24;) {
    const reference = new Map(space.study.reference);
    for (const [name, size] of sizesIn(space, found)) reference.set(name, size.value(space.fixed));
    const bound = predict({ ...space.study, reference }).winner.energy;
    if (bound.log(reference) >= space.direction.log(reference) - 1e-7) return found;
    cuts.push(bound.over(space.direction));
    const next = search(space, cuts, [need, parameterCount]);
    if (typeof next === 'string' || at(next, energy).log(space.fixed) > least + same) return best;
    found = next;
  }
  return best;
}

/** The best sizes over all candidates; in deep networks the candidates are added that are good where one has come to. */
function search(space: DesignSpace, more: readonly Monomial[], objectives: readonly Monomial[]) {
  const demands = [...more, Monomial.size(energy).over(space.direction)];
  for (let round = 0; ; round++) {
    const candidates = space.routes.map((route) => space.candidate(route, demands));
    const best = space.best(candidates, [...objectives, ...space.simplicity]);
    if (space.complete || typeof best === 'string' || round === 6 || !space.explore(sizesIn(space, best))) return best;
  }
}

function finished(
  space: DesignSpace,
  goal: Goal,
  found: Sizes,
  least: Monomial,
  samples: Monomial | undefined,
): Advice {
  const sizes = sizesIn(space, found);
  const there = withSizes(space.study, sizes);
  const reference = there.reference;
  const sampleScale = there.ridge.times(least);
  const given = samples?.substitute(sizes);
  const learnable = given && given.log(reference) >= sampleScale.log(reference) - same;
  const { patterns } = predict(there);
  const pattern = patternAt(patterns, goal, least, reference);
  const largest = largestPart(there.network, reference);
  const advice = {
    kind: 'advice' as const,
    ...{ goal, sizes, sampleScale, learnable, reference },
    energy: least,
    parameters: largest.count,
    pattern: pattern.layers.map((layer) => layer.pattern),
  };
  const bound = goal === 'smallest' && learnable && given ? given.over(there.ridge) : least;
  const ranges = goal === 'widest' ? [] : freedomOf(space, sizes, bound);
  const direction = space.direction.substitute(sizes);
  return {
    ...advice,
    ranges,
    why: reasons({ ...advice, largest: largest.part, winner: patterns[0], direction, given, ranges, space }),
  };
}

/** The pattern to name: the cheapest that costs the energy, or that learns features where those are wanted. */
function patternAt(patterns: readonly Pattern[], goal: Goal, least: Monomial, reference: ReferenceSizes): Pattern {
  const [winner] = patterns;
  if (!winner) throw new RangeError('a network has no pattern');
  const log = least.log(reference);
  const equal = patterns.filter((pattern) => Math.abs(pattern.energy.log(reference) - log) <= 1e-7);
  const learning = equal.find(({ layers }) => layers.some((layer) => layer.pattern !== 'lazy'));
  return (goal === 'widest' ? learning : undefined) ?? equal[0] ?? winner;
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
function noRoom({ study, free, limits, fixed }: DesignSpace): TheoryMessage {
  const unlimited = new DesignSpace(study, free, { equalSizes: limits.equalSizes ?? false });
  const least = search(unlimited, [], [parameterCount]);
  if (typeof least === 'string') return { code: 'no-sizes-fit' };
  return { code: 'limits-too-narrow', parameters: at(least, parameterCount.toString()), reference: fixed };
}
