import { evaluate, type NumericApplication, type NumericMove, type NumericTable } from './numeric-moves.js';

/** Logarithms closer than this are the same. */
export const tolerance = 1e-9;

/** A kernel that can be had within the budget: log r by feature index, and how it came about. */
export interface Kernel {
  readonly eigenvalues: Float64Array;
  readonly parent?: Kernel;
  readonly move?: NumericMove;
  /** How many layers so far are not lazy. */
  readonly active: number;
}

/** The log of the parameter that a budget buys: Delta spent in full, held at its upper bound where that is less. */
export function parameterAt(
  move: NumericMove,
  eigenvalues: Float64Array,
  logBudget: number,
  logs: Float64Array,
): number {
  if (!move.cost || !move.upper) return 0;
  return Math.min(logBudget - evaluate(move.cost, eigenvalues, logs), evaluate(move.upper, eigenvalues, logs));
}

/** The least of each feature's ways that no parameter touches, written to `into`. */
function passiveValues(
  passive: NumericMove['passive'],
  eigenvalues: Float64Array,
  logs: Float64Array,
  into: Float64Array,
): Float64Array {
  for (let feature = 0; feature < into.length; feature++) {
    let least = Infinity;
    for (const way of passive[feature] ?? []) {
      const value = evaluate(way, eigenvalues, logs);
      if (value < least) least = value;
    }
    into[feature] = least;
  }
  return into;
}

/**
 * One layer forward: each r' is the least of its alternatives. With a fixed budget a smaller r never hurts later, so
 * spending every Delta in full is best.
 * @param parameter log of the move's parameter.
 * @param next where to write; a new array when not given.
 */
export function outgoing(
  move: NumericMove,
  eigenvalues: Float64Array,
  parameter: number,
  logs: Float64Array,
  next = new Float64Array(eigenvalues.length),
): Float64Array {
  applied(move, eigenvalues, parameter, logs, next);
  return move.again.length === 0 ? next : repeat(move.again, parameter, logs, next);
}

/** One application of a layer: each r' is the least of its alternatives, written to `next`. */
export function applied(
  { passive, boosted }: NumericApplication,
  eigenvalues: Float64Array,
  parameter: number,
  logs: Float64Array,
  next: Float64Array,
): Float64Array {
  return boost(boosted, eigenvalues, parameter, logs, passiveValues(passive, eigenvalues, logs, next));
}

/**
 * The further applications of a layer to what it made, in place.
 * @param incoming memory for what comes in; new when not given.
 */
function repeat(
  again: readonly NumericApplication[],
  parameter: number,
  logs: Float64Array,
  eigenvalues: Float64Array,
  incoming = new Float64Array(eigenvalues.length),
): Float64Array {
  let before: NumericApplication | undefined;
  for (const application of again) {
    // The same once more changes nothing where it did not before.
    if (application === before && areSame(incoming, eigenvalues)) break;
    incoming.set(eigenvalues);
    applied(application, incoming, countsOf(application, incoming, parameter, logs), logs, eigenvalues);
    before = application;
  }
  return eigenvalues;
}

function areSame(left: Float64Array, right: Float64Array): boolean {
  for (let index = 0; index < left.length; index++) if (left[index] !== right[index]) return false;
  return true;
}

/** How much of the log of a parameter counts in an application. */
export function countsOf(
  { caps }: NumericApplication,
  eigenvalues: Float64Array,
  parameter: number,
  logs: Float64Array,
): number {
  let counts = parameter;
  for (const cap of caps) counts = Math.min(counts, evaluate(cap, eigenvalues, logs));
  return counts;
}

/** Lowers each r' to the least of its boosted ways, in place. */
function boost(
  boosted: NumericMove['boosted'],
  eigenvalues: Float64Array,
  parameter: number,
  logs: Float64Array,
  next: Float64Array,
): Float64Array {
  for (let feature = 0; feature < next.length; feature++) {
    const ways = boosted[feature];
    if (!ways || ways.length === 0) continue;
    let least = next[feature] ?? Infinity;
    for (const way of ways) {
      const value = evaluate(way, eigenvalues, logs) - way.parameterPower * parameter;
      if (value < least) least = value;
    }
    next[feature] = least;
  }
  return next;
}

/**
 * All kernels of the last layer that can be had within a budget, dominated ones dropped: a kernel is dominated when
 * another has no larger r in any feature. The number kept stays small, so the cost grows linearly with depth.
 * @param layers the moves allowed in each layer.
 */
export function kernelsWithin(
  { input, logs }: NumericTable,
  layers: readonly (readonly NumericMove[])[],
  logBudget: number,
): readonly Kernel[] {
  let front: readonly Kernel[] = [{ eigenvalues: input, active: 0 }];
  const candidate = new Float64Array(input.length);
  const passive = new Float64Array(input.length);
  const incoming = new Float64Array(input.length);
  for (const moves of layers) {
    const next: Kernel[] = [];
    for (const parent of front) {
      let ways: NumericMove['passive'] | undefined;
      for (const move of moves) {
        const parameter = parameterAt(move, parent.eigenvalues, logBudget, logs);
        if (!isAffordable(move, parent.eigenvalues, parameter, logs)) continue;
        if (move.passive !== ways) {
          ways = move.passive;
          passiveValues(ways, parent.eigenvalues, logs, passive);
        }
        candidate.set(passive);
        boost(move.boosted, parent.eigenvalues, parameter, logs, candidate);
        if (move.again.length > 0) repeat(move.again, parameter, logs, candidate, incoming);
        const active = parent.active + (move.active ? 1 : 0);
        if (isDominated(next, candidate, active)) continue;
        for (let index = next.length - 1; index >= 0; index--) {
          const kept = next[index];
          if (kept && dominates(candidate, active, kept.eigenvalues, kept.active)) next.splice(index, 1);
        }
        next.push({ eigenvalues: candidate.slice(), parent, move, active });
      }
    }
    front = next;
  }
  return front;
}

/** True when the move is possible at these sizes and the parameter does not fall below its lower bound. */
function isAffordable(move: NumericMove, eigenvalues: Float64Array, parameter: number, logs: Float64Array): boolean {
  if (parameter === -Infinity) return false;
  if (move.requires && evaluate(move.requires, eigenvalues, logs) < -tolerance) return false;
  return !move.lower || parameter >= evaluate(move.lower, eigenvalues, logs) - tolerance;
}

function isDominated(front: readonly Kernel[], candidate: Float64Array, active: number): boolean {
  for (const kept of front) if (dominates(kept.eigenvalues, kept.active, candidate, active)) return true;
  return false;
}

/** True when the left is nowhere worse; between equals the one with more lazy layers dominates. */
function dominates(left: Float64Array, leftActive: number, right: Float64Array, rightActive: number): boolean {
  let better = false;
  for (let feature = 0; feature < left.length; feature++) {
    const l = left[feature] ?? Infinity;
    const r = right[feature] ?? Infinity;
    if (l > r + tolerance) return false;
    if (l < r - tolerance) better = true;
  }
  return better || leftActive <= rightActive;
}

/** The moves that led to a kernel, first layer first. */
export function movesOfKernel(kernel: Kernel): NumericMove[] {
  const moves: NumericMove[] = [];
  for (let at: Kernel | undefined = kernel; at?.move; at = at.parent) moves.push(at.move);
  return moves.reverse();
}
