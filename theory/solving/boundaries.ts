import Fraction from 'fraction.js';
import { Monomial } from '../monomial.js';
import type { Boundary } from '../prediction.js';
import { patternOf, type Assignment } from './problem.js';
import type { Line, Walk } from './walk.js';

/** Where the winning pattern changes as one size moves. */
export function winnerChanges(walk: Walk): Boundary[] {
  const best = (log: number): Assignment | undefined => walk.best(log);
  const label = (log: number): string => {
    const assignment = best(log);
    return assignment ? patternOf(assignment) : '';
  };
  const meet = (low: number, high: number): number | undefined => meeting(walk, best(low), best(high));
  return changes(walk.line, label, meet).flatMap(({ log }) => {
    const [below, above] = [label(log - beside(log)), label(log + beside(log))];
    return boundary(walk, { log, below, above }, below, above);
  });
}

/** Where another pattern's energy equals a given one's as one size moves: the better of the two on each side. */
export function crossingsOf(walk: Walk, winner: string, other: string): Boundary[] {
  const better = (log: number): string => {
    const left = walk.pattern(winner, log)?.solved.logEnergy ?? Infinity;
    const right = walk.pattern(other, log)?.solved.logEnergy ?? Infinity;
    return left === Infinity || left < right - equalWithin ? winner : other;
  };
  const meet = (low: number): number | undefined => meeting(walk, walk.pattern(winner, low), walk.pattern(other, low));
  return changes(walk.line, better, meet).flatMap((change) => boundary(walk, change, winner, other));
}

/** Logarithms of energies closer than this are equal. */
const equalWithin = 1e-8;

/** How far apart in log size two changes must be to be two. */
const distinct = (log: number): number => 1e-6 * (1 + log);

/** How far from a change to ask what holds on its side: at the change itself both sides count as equal. */
const beside = (log: number): number => 10 * distinct(log);

/** A place on a line where a label changes. */
interface Change {
  readonly log: number;
  readonly below: string;
  readonly above: string;
}

/**
 * Every place where a label changes along the line.
 * @param meet guesses where, from the energies at both ends; a right guess saves the bisection.
 */
function changes(
  line: Line,
  label: (log: number) => string,
  meet: (low: number, high: number) => number | undefined,
): Change[] {
  const found: Change[] = [];
  const step = (line.to - line.from) / line.cells;
  // Cells are shifted off the whole powers, where energies are often equal.
  let left = line.from + step / Math.E;
  for (let cell = 1; cell <= line.cells; cell++) {
    const right = left + step;
    for (let start = left, inner = 0; label(start) !== label(right) && inner < 8; inner++) {
      const { low, high } = bracket(start, right, label, meet);
      found.push({ log: (low + high) / 2, below: label(start), above: label(high) });
      start = high;
    }
    left = right;
  }
  return merged(found);
}

/** The first change between two ends, as two points close to it on its two sides. */
function bracket(
  from: number,
  to: number,
  label: (log: number) => string,
  meet: (low: number, high: number) => number | undefined,
): { low: number; high: number } {
  const below = label(from);
  let [low, high] = [from, to];
  const halve = (at: number): void => {
    if (label(at) === below) low = at;
    else high = at;
  };
  while (high - low > distinct(high) / 100) {
    const guess = meet(low, high);
    const margin = distinct(high) / 1000;
    if (guess !== undefined && guess - margin > low && guess + margin < high) {
      halve(guess - margin);
      if (low === guess - margin) halve(guess + margin);
    }
    halve((low + high) / 2);
  }
  return { low, high };
}

/** Changes at one place are one change: between equals the label can flip there and back. */
function merged(found: readonly Change[]): Change[] {
  const result: Change[] = [];
  for (const change of found) {
    const last = result.at(-1);
    if (!last || change.log - last.log > distinct(change.log)) result.push(change);
    else result.splice(-1, 1, { ...last, above: change.above });
  }
  return result.filter(({ below, above }) => below !== above);
}

/** The log size at which the closed forms of two assignments are equal. */
function meeting(walk: Walk, left: Assignment | undefined, right: Assignment | undefined): number | undefined {
  if (!left || !right) return undefined;
  return equality(walk.line.variable, walk.energy(left), walk.energy(right))?.log(walk.line.reference);
}

/** A change as an exact equation: the two patterns' closed forms beside it, set equal and solved for the size. */
function boundary(walk: Walk, { log, below, above }: Change, left: string, right: string): Boundary[] {
  const { variable, reference } = walk.line;
  for (const side of [-beside(log), beside(log)]) {
    const one = walk.pattern(left, log + side);
    const other = walk.pattern(right, log + side);
    const at = one && other && equality(variable, walk.energy(one), walk.energy(other));
    if (!at || Math.abs(at.log(reference) - log) > distinct(log)) continue;
    return [{ condition: `${variable} > ${at.toString()}`, variable, at, value: at.value(reference), below, above }];
  }
  return [];
}

/** The size at which two energies are equal, as a monomial in the others; undefined when their ratio lacks the size. */
function equality(variable: string, left: Monomial, right: Monomial): Monomial | undefined {
  const ratio = left.over(right);
  const exponent = ratio.exponentOf(variable);
  if (exponent.equals(0)) return undefined;
  return ratio.over(Monomial.size(variable).power(exponent)).power(new Fraction(-1).div(exponent));
}
