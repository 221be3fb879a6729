import { crossingsOf, nearestCrossings, winnerChangesOn, type WinnerChanges } from './solving/boundaries.js';
import { derivation } from './derivation.js';
import { exactPattern } from './solving/exact-pattern.js';
import { fitOf, fitVerdict, learnableBy } from './fit.js';
import type { Fit, FitVerdict } from './needs.js';
import { isSpiked } from './input.js';
import { kindOf } from './kinds/index.js';
import type { Monomial } from './monomial.js';
import { freeSizes, possibleSizes } from './free-sizes.js';
import { omissions } from './omissions.js';
import type { Boundary, Pattern, Prediction } from './prediction.js';
import { problemAt, problemOf, solutionOf, type Assignment } from './solving/problem.js';
import { rank } from './solving/ranking.js';
import type { Rule, RuleName } from './rules.js';
import type { Study, Target } from './study.js';
import { directionsOf, formOf, namedDirections } from './target.js';
import { readoutVariance } from './variances.js';
import { lineOf, Walk } from './solving/walk.js';
import { winnerAt } from './solving/winner.js';

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
 * The ranking, boundaries, crossings, parameters and derivations are computed when first asked for.
 * @param whole the target of which the study's is a component, where it is one.
 * @throws RangeError when the target is not representable: ask `representable` first.
 */
export function predict(study: Study, whole: Target = study.target): Prediction {
  const problem = problemOf(study.network, study.target, whole);
  const at = problemAt(problem, study.reference);
  const first = winnerAt(at);
  if (!first) throw new RangeError(`${study.network.name} cannot represent ${study.target.name}`);
  const always = baseRules(study);
  const competesUpTo = first.solved.logEnergy + Math.log(competingFactor) + 1e-9;
  const solved = (assignment: Assignment): Pattern => {
    const optimal = assignment === first;
    const competing = !optimal && assignment.solved.logEnergy <= competesUpTo;
    return exactPattern(study.network, at, solutionOf(at, assignment), { optimal, competing }, always);
  };
  const winner = solved(first);
  let ranked: Pick<Prediction, 'patterns' | 'complete'> | undefined;
  const ranking = (): Pick<Prediction, 'patterns' | 'complete'> => {
    if (ranked) return ranked;
    const { assignments, complete } = rank(at, first);
    const others = assignments.filter((assignment) => assignment !== first);
    return (ranked = { patterns: [winner, ...others.map(solved)], complete });
  };
  const sampleScale = study.ridge.times(winner.energy);
  const depth = study.network.layers.length;
  const highest = 1 + Math.max(...problem.target);
  const isBounded = depth <= boundariesUpTo && highest <= boundariesUpToDegree;
  const moving = isBounded ? freeSizes(study) : [];
  // A walk remembers every point of its line: made anew for each answer, it is gone with it.
  const possible = possibleSizes(study);
  const walks = (): Walk[] =>
    moving.map((variable) => new Walk(problem, lineOf(variable, study.reference, problem, possible)));
  const crossed = (): string[] =>
    ranking()
      .patterns.slice(1, 1 + crossedPatterns(highest))
      .map(({ name }) => name);
  const crossingsOfOthers = (): Boundary[] => {
    const lines = walks();
    return crossed().flatMap((other) => lines.flatMap((walk) => crossingsOf(walk, winner.name, other)));
  };
  let computedFit: Fit | undefined;
  const fit = (): Fit => (computedFit ??= fitOf(study, problem, winner));
  const verdict = (): FitVerdict | undefined =>
    study.samples && fitVerdict(study.samples, sampleScale, fit(), study.reference);
  let changes: WinnerChanges | undefined;
  const winnerChanges = (): WinnerChanges => (changes ??= changesAlong(walks()));
  let crossings: readonly Boundary[] | undefined;
  return {
    get patterns() {
      return ranking().patterns;
    },
    winner,
    get complete() {
      return ranking().complete;
    },
    sampleScale,
    inBase: inBase(sampleScale),
    get fit() {
      return fit();
    },
    get fitVerdict() {
      return verdict();
    },
    get learnable() {
      return learnableBy(verdict());
    },
    get boundaries() {
      return winnerChanges().boundaries;
    },
    get formulaChanges() {
      return winnerChanges().formulaChanges;
    },
    get crossings() {
      return (crossings ??= crossingsOfOthers());
    },
    nearestCrossings(count) {
      const isBoundary = (one: Boundary): boolean =>
        winnerChanges().boundaries.some(({ variable, at }) => variable === one.variable && at.equals(one.at));
      return nearestCrossings(walks(), winner.name, crossed(), count, (one) => !isBoundary(one));
    },
    get provenance(): readonly Rule[] {
      return winner.provenance;
    },
    get omissions() {
      return omissions(study, ranking().patterns, fit(), ranking().complete, isBounded);
    },
    derivation: (pattern = winner) => derivation(study, pattern),
  };
}

/** The changes of the winner along several lines. */
function changesAlong(walks: readonly Walk[]): WinnerChanges {
  const all = walks.map(winnerChangesOn);
  return {
    boundaries: all.flatMap(({ boundaries }) => boundaries),
    formulaChanges: all.flatMap(({ formulaChanges }) => formulaChanges),
  };
}

/** The rules that every pattern of a study rests on. */
function baseRules({ network, target }: Study): RuleName[] {
  const kinds = network.layers.flatMap((layer) => kindOf(layer).rules(network.input, layer));
  const teacher: RuleName[] = directionsOf(target).isOne ? [] : ['teacher'];
  const several: RuleName[] = namedDirections(target).length > 1 ? ['several-directions'] : [];
  const form: RuleName[] = formOf(target) === undefined ? [] : ['hierarchical'];
  const spiked: RuleName[] = isSpiked(network.input) ? ['spiked-data'] : [];
  const varied: RuleName[] = readoutVariance(network.output).isOne ? [] : ['readout-variance'];
  const common: RuleName[] = ['sample-bound', 'variational-energy', 'readout', ...varied, ...spiked];
  return [...new Set([...common, ...kinds, ...teacher, ...several, ...form])];
}

function inBase(monomial: Monomial): Prediction['inBase'] {
  const [base, ...others] = monomial.sizes;
  if (base === undefined || others.length > 0) return undefined;
  return { base, exponent: monomial.exponentOf(base).toFraction() };
}
