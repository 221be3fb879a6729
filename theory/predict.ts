import { crossingsOf, winnerChanges } from './solving/boundaries.js';
import { derivation } from './derivation.js';
import { exactPattern } from './solving/exact-pattern.js';
import { isSpiked } from './input.js';
import { kindOf } from './layers/index.js';
import type { Monomial } from './monomial.js';
import { freeSizes } from './free-sizes.js';
import { omissions } from './omissions.js';
import type { Boundary, Pattern, Prediction, Rule } from './prediction.js';
import { problemAt, problemOf, solutionOf } from './solving/problem.js';
import { rank } from './solving/ranking.js';
import type { RuleName } from './rules.js';
import type { Study } from './study.js';
import { directionsOf, namedDirections } from './target.js';
import { lineOf, Walk } from './solving/walk.js';

/** Patterns within this factor of the winner compete with it: prefactors of order 1 to 10 are not known. */
const competingFactor = 2;

/** Deeper networks have a boundary for nearly every layer: they are left out, and the prediction says so. */
const boundariesUpTo = 32;

/** So they are for targets of higher degree, which take too long. */
const boundariesUpToDegree = 12;

/** With how many of the best patterns the winner's crossings are computed: fewer for targets of high degree. */
const crossedPatterns = (features: number): number => (features > 6 ? 5 : 16);

/**
 * What the heuristic says of a study: its patterns ranked, the winner's closed form, P*.
 *
 * Boundaries, crossings, parameters and derivations are computed when first asked for.
 * @throws RangeError when the target is not representable: ask `representable` first.
 */
export function predict(study: Study): Prediction {
  const problem = problemOf(study.network, study.target);
  const at = problemAt(problem, study.reference);
  const ranking = rank(at);
  if (!ranking) throw new RangeError(`${study.network.name} cannot represent ${study.target.name}`);
  const always = standingRules(study);
  const least = ranking.assignments[0]?.solved.logEnergy ?? 0;
  const patterns = ranking.assignments.map((assignment, place): Pattern => {
    const standing = {
      optimal: place === 0,
      competing: place > 0 && assignment.solved.logEnergy - least <= Math.log(competingFactor) + 1e-9,
    };
    return exactPattern(study.network, at, solutionOf(at, assignment), standing, always);
  });
  const winner = patterns[0];
  if (!winner) throw new RangeError(`${study.network.name} has no pattern`);
  const sampleScale = study.ridge.times(winner.energy);
  const depth = study.network.layers.length;
  const isBounded = depth <= boundariesUpTo && problem.table.features.length <= boundariesUpToDegree;
  const moving = isBounded ? freeSizes(study) : [];
  const walks = moving.map((variable) => new Walk(problem, lineOf(variable, study.reference, problem)));
  let boundaries: readonly Boundary[] | undefined;
  let crossings: readonly Boundary[] | undefined;
  return {
    patterns,
    winner,
    complete: ranking.complete,
    sampleScale,
    inBase: inBase(sampleScale),
    learnable: study.samples && study.samples.log(study.reference) >= sampleScale.log(study.reference) - 1e-9,
    get boundaries() {
      return (boundaries ??= walks.flatMap(winnerChanges));
    },
    get crossings() {
      return (crossings ??= patterns
        .slice(1, 1 + crossedPatterns(problem.table.features.length))
        .flatMap((other) => walks.flatMap((walk) => crossingsOf(walk, winner.name, other.name))));
    },
    get provenance(): readonly Rule[] {
      return winner.provenance;
    },
    get omissions() {
      return omissions(study, patterns, ranking.complete, isBounded);
    },
    derivation: (pattern = winner) => derivation(study, pattern),
  };
}

/** The rules that every pattern of a study rests on. */
function standingRules({ network, target }: Study): RuleName[] {
  const kinds = network.layers.flatMap((layer) => kindOf(layer).rules(network.input, layer));
  const teacher: RuleName[] = directionsOf(target).isOne ? [] : ['teacher'];
  const several: RuleName[] = namedDirections(target).length > 1 ? ['several-directions'] : [];
  const spiked: RuleName[] = isSpiked(network.input) ? ['spiked-data'] : [];
  const standing: RuleName[] = ['sample-bound', 'variational-energy', 'readout', ...spiked];
  return [...new Set([...standing, ...kinds, ...teacher, ...several])];
}

function inBase(monomial: Monomial): Prediction['inBase'] {
  const [base, ...others] = monomial.sizes;
  if (base === undefined || others.length > 0) return undefined;
  return { base, exponent: monomial.exponentOf(base).toFraction() };
}
