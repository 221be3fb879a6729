import { closedForm, type ClosedForm } from './closed-form.js';
import { leastBudget, type LeastBudget, type NumericReadout } from './least-budget.js';
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
 * @throws RangeError when a degree of the target is above `highestDegree`.
 */
export function problemOf(network: Network, target: Target): Problem {
  checkDegrees(trackedFeatures(target));
  const table = moveTable(network, target);
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
  let layers = problem.numeric.layers.map((moves, layer) => ofPattern(moves, names[layer] ?? 'lazy'));
  let areCompulsory = false;
  while (layers.every((moves) => moves.length > 0)) {
    const solved = leastBudget(problem.numeric, layers, problem.numericReadout, enough);
    if (!solved) return undefined;
    const trace = traceOf(problem.numeric, solved, problem.numericReadout);
    const unused = trace.layers.findLastIndex((layer) => layer.move.active && !layer.used);
    if (unused < 0) return { solved, trace };
    if (areCompulsory) {
      // A boost of a feature that nothing after it needs is no way to use the pattern.
      layers = layers.with(
        unused,
        (layers[unused] ?? []).filter((move) => move !== solved.moves[unused]),
      );
    } else {
      layers = layers.map((moves) => moves.flatMap((move) => (move.active ? compulsory(move) : [move])));
      if (layers.some((moves) => moves.length > mostVariants)) return undefined;
      areCompulsory = true;
    }
  }
  return undefined;
}

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
