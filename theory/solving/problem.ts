import { closedForm, type ClosedForm } from './closed-form.js';
import { leastBudget, type LeastBudget, type NumericReadout } from './least-budget.js';
import { tolerance } from './budget-pass.js';
import type { Monomial, ReferenceSizes } from '../monomial.js';
import { moveTable, type MoveTable } from './moves.js';
import { compulsory, numericTable, ofPattern, type NumericMove, type NumericTable } from './numeric-moves.js';
import { readoutFactor } from '../readout.js';
import type { Network, PatternName, Target } from '../study.js';
import { targetFeatures, trackedFeatures } from '../target.js';
import { checkDegrees, traceOf, type Trace } from './trace.js';

/** A network and a target with the rules unfolded: what stays the same when the reference sizes move. */
export interface Problem {
  readonly table: MoveTable;
  readonly readout: Monomial;
  /** Indices of the target's features. */
  readonly target: readonly number[];
}

/** A problem at given reference sizes. */
export interface ProblemAt extends Problem {
  readonly numeric: NumericTable;
  readonly numericReadout: NumericReadout;
  readonly reference: ReferenceSizes;
}

/** A pattern assignment, solved in floating point, with the decisions at its optimum, which are written down when asked for. */
export interface Assignment {
  readonly solved: LeastBudget;
  readonly trace: Trace;
}

/** The same with its energy in closed form. */
export interface Solution extends Assignment {
  readonly form: ClosedForm;
}

/**
 * Unfolds a network's rules for a target.
 * @param whole the target of which `target` is a component: its degrees are tracked, so that a component costs no more alone.
 * @throws RangeError when a degree of the target is above `highestDegree`.
 */
export function problemOf(network: Network, target: Target, whole: Target = target): Problem {
  checkDegrees(trackedFeatures(whole, network.layers));
  const table = moveTable(network, target, whole);
  return {
    table,
    readout: readoutFactor(network),
    target: targetFeatures(target).map((feature) => table.features.indexOf(feature)),
  };
}

/** Evaluates a problem at reference sizes. */
export function problemAt(problem: Problem, reference: ReferenceSizes): ProblemAt {
  return {
    ...problem,
    reference,
    numeric: numericTable(problem.table, reference),
    numericReadout: { factor: problem.readout.log(reference), features: problem.target },
  };
}

/** The best of all assignments; undefined when the target cannot be represented. */
export function bestAssignment(problem: ProblemAt): Assignment | undefined {
  const solved = leastBudget(problem.numeric, problem.numeric.layers, problem.numericReadout);
  let trace: Trace | undefined;
  return (
    solved && {
      solved,
      get trace() {
        return (trace ??= traceOf(problem.numeric, solved, problem.numericReadout));
      },
    }
  );
}

/**
 * The best assignment whose layers have the given patterns, each of them used: a pattern whose boost is not on the way to
 * the target is no pattern of its own, and gives undefined.
 * @param enough a log energy above which the pattern is not wanted: it gives undefined then, for less work.
 */
export function bestOfPattern(
  problem: ProblemAt,
  names: readonly PatternName[],
  enough?: number,
): Assignment | undefined {
  const layers = problem.numeric.layers.map((moves, layer) => ofPattern(moves, names[layer] ?? 'lazy'));
  const solve = (allowed: Branch['layers']): Assignment | undefined => {
    if (allowed.some((moves) => moves.length === 0)) return undefined;
    const solved = leastBudget(problem.numeric, allowed, problem.numericReadout, enough);
    return solved && { solved, trace: traceOf(problem.numeric, solved, problem.numericReadout) };
  };
  const plain = solve(layers);
  if (!plain || usesAll(plain)) return plain;
  const variants = layers.map((moves) => moves.flatMap((move) => (move.active ? compulsory(move) : [move])));
  if (variants.some((moves) => moves.length > mostVariants)) return undefined;
  const found = leastUsed(variants, solve);
  // Where using each of them costs no more, the alternatives that are the least are named.
  return found && found.solved.logEnergy <= plain.solved.logEnergy + 10 * tolerance ? plain : found;
}

/** True when no layer acts in vain. */
function usesAll({ trace }: Assignment): boolean {
  return trace.layers.every(({ move, used }) => used || !move.active);
}

/** The moves that a search still allows, with the best assignment among them. */
interface Branch {
  readonly layers: readonly (readonly NumericMove[])[];
  readonly best: Assignment;
}

/**
 * The best assignment that uses all of its patterns, best first: where one acts in vain, the assignments beside it are cut into branches
 * that share its first moves and differ in the next.
 */
function leastUsed(
  layers: Branch['layers'],
  solve: (allowed: Branch['layers']) => Assignment | undefined,
): Assignment | undefined {
  const open: Branch[] = [];
  let tried = 0;
  const add = (allowed: Branch['layers']): void => {
    tried++;
    const best = solve(allowed);
    if (best) open.push({ layers: allowed, best });
  };
  add(layers);
  while (tried <= mostTried) {
    const next = open.toSorted((one, other) => one.best.solved.logEnergy - other.best.solved.logEnergy)[0];
    if (!next || usesAll(next.best)) return next?.best;
    open.splice(open.indexOf(next), 1);
    const { moves } = next.best.solved;
    next.layers.forEach((allowed, layer) => {
      const others = allowed.filter((move) => move !== moves[layer]);
      if (others.length === 0) return;
      add(
        next.layers.map((own, index) =>
          index === layer ? others : index < layer ? own.filter((move) => move === moves[index]) : own,
        ),
      );
    });
  }
  return undefined;
}

/** A pattern that buys nothing is given up after so many assignments. */
const mostTried = 32;

/** With more ways to use a pattern than this (targets of high degree), one that buys nothing is not pursued. */
const mostVariants = 40;

/** Writes an assignment's energy in closed form. */
export function solutionOf(problem: Problem, assignment: Assignment): Solution {
  const { solved, trace } = assignment;
  return { solved, trace, form: closedForm(problem.table, trace, problem.readout) };
}

/** `lazy, specialization`: the name of an assignment's pattern. */
export function patternOf({ solved }: Assignment): string {
  return patternNames(solved.moves).join(', ');
}

/** The patterns of an assignment's layers. */
export function patternNames(moves: readonly NumericMove[]): PatternName[] {
  return moves.map((move) => move.source.pattern);
}
