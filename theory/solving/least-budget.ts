import { kernelsWithin, movesOfKernel, outgoing, parameterAt, tolerance, type Kernel } from './budget-pass.js';
import { evaluate, type NumericMove, type NumericTable } from './numeric-moves.js';

/** Where the readout looks: `factor * max r_n` over the target's features, in logarithms. */
export interface NumericReadout {
  readonly factor: number;
  /** Indices of the target's features. */
  readonly features: readonly number[];
}

/** A pattern assignment with the least budget at which it is aligned: log E. */
export interface LeastBudget {
  readonly moves: readonly NumericMove[];
  readonly logEnergy: number;
}

/** log a_y of a kernel. */
function readoutOf(eigenvalues: Float64Array, readout: NumericReadout): number {
  return readout.factor + Math.max(...readout.features.map((feature) => eigenvalues[feature] ?? Infinity));
}

/**
 * The least budget over all assignments of the allowed moves, by policy improvement: the best assignment at some budget
 * is solved for its own least budget; then it is asked whether any assignment does with less. Mostly the first answer
 * stands. In deep networks many assignments follow one another closely; then the budget is first halved into place.
 * @param layers the moves allowed in each layer.
 * @param most no more than this is spent; above every energy that occurs when not given.
 * @returns undefined when no budget suffices.
 * @throws RangeError when a size is no number: no budget is then next to another.
 */
export function leastBudget(
  table: NumericTable,
  layers: readonly (readonly NumericMove[])[],
  readout: NumericReadout,
  most = table.ample + 4 * Math.abs(readout.factor),
): LeastBudget | undefined {
  const alignedWithin = (budget: number): readonly NumericMove[] | undefined => {
    const kernel = bestKernel(kernelsWithin(table, layers, budget), readout);
    return kernel && readoutOf(kernel.eigenvalues, readout) <= budget ? movesOfKernel(kernel) : undefined;
  };
  let budget = most;
  if (!Number.isFinite(budget)) throw new RangeError('a size is too large for a number');
  let best: LeastBudget | undefined;
  for (let round = 0; ; round++) {
    const moves = alignedWithin(budget);
    if (!moves) return best && withFewestActive(best, table, layers, readout);
    best = { moves, logEnergy: budgetOf(table, moves, readout, budget) };
    budget = best.logEnergy - 10 * tolerance;
    if (round === patienceFor(layers.length)) budget = halved(budget, (middle) => alignedWithin(middle) !== undefined);
  }
}

/** After so many improvements the budget is halved into place; a step of shallow networks costs next to nothing. */
const patienceFor = (depth: number): number => (depth > 64 ? 2 : 20);

/** A budget that suffices and lies next to ones that do not; the given one when no lower one suffices. */
function halved(start: number, suffices: (budget: number) => boolean): number {
  let enough = start;
  let tooLittle = Math.min(0, start - 1);
  for (let step = 1; step < 1e9 && suffices(tooLittle); step *= 4) tooLittle -= step;
  while (enough - tooLittle > 10 * tolerance) {
    const middle = (enough + tooLittle) / 2;
    if (suffices(middle)) enough = middle;
    else tooLittle = middle;
  }
  return enough;
}

function bestKernel(kernels: readonly Kernel[], readout: NumericReadout): Kernel | undefined {
  let best: Kernel | undefined;
  let least = Infinity;
  for (const kernel of kernels) {
    const value = readoutOf(kernel.eigenvalues, readout);
    const closer = value < least - tolerance;
    const simpler = best && value < least + tolerance && kernel.active < best.active;
    if (closer || simpler) {
      best = kernel;
      least = Math.min(least, value);
    }
  }
  return best;
}

/**
 * The least log budget of one assignment: the root of G(t) = t, where G is the largest of the readout and of what each
 * layer must spend at least, at budget t. G is continuous, piecewise linear and never rises, so a bracketed secant
 * search (Illinois) ends on the exact piece after a few steps.
 * @param enough a budget that suffices.
 */
function budgetOf(table: NumericTable, moves: readonly NumericMove[], readout: NumericReadout, enough: number): number {
  const excess = (budget: number): number => demand(table, moves, readout, budget) - budget;
  let [high, atHigh] = [enough, excess(enough)];
  let [low, atLow] = [0, excess(0)];
  for (let step = 1; atLow <= 0 && step < 1e9; step *= 4) [low, atLow] = [-step, excess(-step)];
  let side = 0;
  for (let step = 0; step < 200 && high - low > 1e-14 * (1 + Math.abs(high)); step++) {
    // Where the demand is infinite at the lower end there is no line to follow.
    const secant = high - (atHigh * (high - low)) / (atHigh - atLow);
    const next = Number.isFinite(secant) && secant > low && secant < high && step % 8 !== 7 ? secant : (low + high) / 2;
    const at = excess(next);
    if (Math.abs(at) <= 1e-14 * (1 + Math.abs(next))) return next;
    if (at < 0) {
      [high, atHigh] = [next, at];
      if (side === -1) atLow /= 2;
      side = -1;
    } else {
      [low, atLow] = [next, at];
      if (side === 1) atHigh /= 2;
      side = 1;
    }
  }
  return high;
}

/** The largest of the readout and the layers' least costs, in logarithms, when each layer spends the budget. */
function demand(table: NumericTable, moves: readonly NumericMove[], readout: NumericReadout, budget: number): number {
  const { input, logs } = table;
  let eigenvalues = input;
  let [next, spare] = [new Float64Array(input.length), new Float64Array(input.length)];
  let most = -Infinity;
  for (const move of moves) {
    if (move.cost && move.lower)
      most = Math.max(most, evaluate(move.cost, eigenvalues, logs) + evaluate(move.lower, eigenvalues, logs));
    eigenvalues = outgoing(move, eigenvalues, parameterAt(move, eigenvalues, budget, logs), logs, next);
    [next, spare] = [spare, next];
  }
  return Math.max(most, readoutOf(eigenvalues, readout));
}

/** Makes lazy every layer whose pattern buys nothing, so that among equals the simplest assignment is named. */
function withFewestActive(
  best: LeastBudget,
  table: NumericTable,
  layers: readonly (readonly NumericMove[])[],
  readout: NumericReadout,
): LeastBudget {
  const active = best.moves.flatMap((move, layer) => (move.active ? [layer] : []));
  if (active.length > mostTried) return best;
  const moves = [...best.moves];
  for (const layer of active) {
    const lazy = layers[layer]?.find((move) => !move.active);
    const kept = moves[layer];
    if (!lazy || !kept) continue;
    moves[layer] = lazy;
    if (demand(table, moves, readout, best.logEnergy) > best.logEnergy + 10 * tolerance) moves[layer] = kept;
  }
  return { ...best, moves };
}

/** Beyond this many layers that act, each is taken to be needed. */
const mostTried = 24;
