import { capacityConditions } from './capacity.js';
import { countingOf, countingTerms, largestOf } from './counting.js';
import { expertsOf, spreadOf } from './kinds/experts.js';
import type { Alternative, Move } from './kinds/index.js';
import { Monomial, type ReferenceSizes } from './monomial.js';
import type { Fit, FitRule, FitVerdict } from './needs.js';
import type { Pattern } from './prediction.js';
import { ruleOf } from './rules.js';
import { tolerance } from './solving/budget-pass.js';
import { bestAssignment, problemAt, solutionOf, type Problem } from './solving/problem.js';
import type { Network, Study } from './study.js';

/**
 * What a small error needs at the reference sizes of a study.
 * @param problem the study's rules, unfolded.
 * @param winner the best pattern: its energy is E.
 */
export function fitOf(study: Study, problem: Problem, winner: Pattern): Fit {
  const { network, ridge, reference } = study;
  const every = everyExpertEnergy(network, problem, reference);
  const rules: readonly (readonly [FitRule, readonly Monomial[]])[] = [
    ['energy', [ridge.times(winner.energy)]],
    ['counting', countingTerms(countingOf(study), reference)],
    ...(every ? [['experts', [ridge.times(every)]] as const] : []),
  ];
  const sums = rules.map(([rule, terms]) => ({ rule, terms, samples: sumAt(terms, reference) }));
  const most = Math.max(...sums.map(({ samples }) => samples.log(reference)));
  const deciding = sums.find(({ samples }) => samples.log(reference) >= most - tolerance);
  if (!deciding) throw new RangeError('a study has no sizes');
  return {
    ...deciding,
    conditions: capacityConditions(study, winner),
    provenance: (['counting', 'capacity', ...(every ? (['every-expert'] as const) : [])] as const).map(ruleOf),
  };
}

/**
 * P against P* and what a small error needs.
 * @param samples P.
 * @param sampleScale P*.
 */
export function fitVerdict(
  samples: Monomial,
  sampleScale: Monomial,
  fit: Pick<Fit, 'samples'>,
  reference: ReferenceSizes,
): FitVerdict {
  const given = samples.log(reference) + tolerance;
  if (given >= fit.samples.log(reference)) return 'above';
  return given >= sampleScale.log(reference) ? 'between' : 'below';
}

/** True above, false below, undefined between both and without samples. */
export function learnableBy(verdict: FitVerdict | undefined): boolean | undefined {
  return verdict === undefined || verdict === 'between' ? undefined : verdict === 'above';
}

/**
 * The rules of a network where each layer of experts that specialises has a unit of every expert: M >= X.
 * @returns undefined where no layer has experts that an input does not see.
 */
export function withEveryExpert(problem: Problem, network: Network): Problem | undefined {
  const counts = network.layers.map((layer) => (spreadOf(layer).isOne ? undefined : expertsOf(layer)?.count));
  if (counts.every((count) => count === undefined)) return undefined;
  const layers = problem.table.layers.map((moves, index) => {
    const lower = counts[index];
    if (!lower) return moves;
    return moves.map((move) => withUnits(move, lower));
  });
  return { ...problem, table: { ...problem.table, layers } };
}

/** A specialization of at least so many units; where one long unit is best, of so many that are equally long. */
function withUnits(move: Move, units: Monomial): Move {
  const { pattern, parameter, outgoing } = move;
  if (pattern !== 'specialization' || !parameter) return move;
  if (parameter.length !== 'single')
    return { ...move, parameter: { ...parameter, lower: { constant: units, powers: [] } } };
  const { cost } = parameter;
  const shared = (way: Alternative): Alternative =>
    way.parameterPower > 0 ? { ...way, constant: way.constant.over(units) } : way;
  return {
    ...move,
    parameter: { ...parameter, cost: { ...cost, constant: cost.constant.times(units) } },
    outgoing: new Map([...outgoing].map(([feature, ways]) => [feature, ways.map(shared)])),
  };
}

function everyExpertEnergy(network: Network, problem: Problem, reference: ReferenceSizes): Monomial | undefined {
  const restricted = withEveryExpert(problem, network);
  const best = restricted && bestAssignment(problemAt(restricted, reference));
  return restricted && best && solutionOf(restricted, best).form.energy;
}

/** The value of a sum at the reference sizes, with the exponents of its largest term. */
function sumAt(terms: readonly Monomial[], reference: ReferenceSizes): Monomial {
  const largest = largestOf(terms, reference);
  const factor = terms.reduce((sum, term) => sum + term.over(largest).value(reference), 0);
  return factor === 1 ? largest : largest.times(Monomial.constant(factor));
}
