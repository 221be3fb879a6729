import Fraction from 'fraction.js';
import { Monomial } from '../monomial.js';
import type { Boundary } from '../prediction.js';
import { patternOf, type Assignment } from './problem.js';
import type { Feature } from '../study.js';
import type { Line, Walk } from './walk.js';

/** Where what wins changes as one size moves. */
export interface WinnerChanges {
  /** Another pattern takes over, or the same one on another degree that it amplifies. */
  readonly boundaries: readonly Boundary[];
  /** The same pattern goes on with another formula. */
  readonly formulaChanges: readonly Boundary[];
}

/** Every change of the winner, or of its formula, as one size moves. */
export function winnerChangesOn(walk: Walk): WinnerChanges {
  const best = (log: number): Assignment | undefined => walk.best(log);
  const label = (log: number): string => {
    const assignment = best(log);
    return assignment ? `${identityOf(assignment)}: ${walk.energy(assignment).toString()}` : '';
  };
  const meet = (low: number, high: number): number | undefined => meeting(walk, best(low), best(high));
  const boundaries: Boundary[] = [];
  const formulaChanges: Boundary[] = [];
  for (const { log } of changes(walk.line, { label, meet })) {
    const [left, right] = [best(log - beside(log)), best(log + beside(log))];
    if (!left || !right) continue;
    const at = placeOf(walk, log, left, right);
    if (!at) continue;
    if (identityOf(left) !== identityOf(right)) boundaries.push(boundaryOf(walk.line, at, left, right));
    else {
      const change = edge(walk.line, at, patternOf(left), patternOf(right));
      formulaChanges.push({ ...change, energies: { below: walk.energy(left), above: walk.energy(right) } });
    }
  }
  return { boundaries, formulaChanges };
}

/** A pattern with the degrees that its layers amplify: on another degree it is another pattern. */
function identityOf({ solved: { moves } }: Assignment): string {
  return moves
    .map(({ source: { pattern, degree } }) =>
      pattern === 'gfl' && degree !== undefined ? pattern + String(degree) : pattern,
    )
    .join();
}

/** Where another pattern's energy equals a given one's as one size moves: the better of the two on each side. */
export function crossingsOf(walk: Walk, winner: string, other: string): Boundary[] {
  const compared = comparing(walk, winner, other);
  return crossingsAt(walk, changes(walk.line, compared), winner, other);
}

/** The crossings that are nearest to the reference sizes. */
export interface NearestCrossings {
  /** The nearest first, by the logarithm of what the size is multiplied with. */
  readonly crossings: readonly Boundary[];
  /** False when farther ones were not looked for. */
  readonly complete: boolean;
}

/**
 * The crossings of a pattern with others, searched from the reference sizes outwards until so many are found: what is far away is not solved.
 * @param walks a line for each size that moves.
 * @param isWanted which crossings count.
 */
export function nearestCrossings(
  walks: readonly Walk[],
  winner: string,
  others: readonly string[],
  count: number,
  isWanted: (crossing: Boundary) => boolean,
): NearestCrossings {
  const pairs = others.flatMap((other) => walks.map((walk) => new Crossed(walk, winner, other)));
  const cells = pairs
    .flatMap((pair) => pair.cells.map((cell) => ({ pair, cell, away: awayOf(pair.walk.line, cell) })))
    .sort((one, other) => one.away - other.away);
  const found = (): { crossing: Boundary; away: number }[] =>
    pairs
      .flatMap(({ walk: { line }, crossings }) =>
        crossings
          .filter(isWanted)
          .map((crossing) => ({ crossing, away: Math.abs(Math.log(crossing.value) - hereOn(line)) })),
      )
      .sort((one, other) => one.away - other.away);
  let nearest = found();
  for (const { pair, cell, away } of cells) {
    // What lies at the end of a cell can still be changed by the next one.
    const last = nearest[count - 1];
    if (last && last.away < away - distinct(away + hereOn(pair.walk.line))) {
      return { crossings: nearest.slice(0, count).map(({ crossing }) => crossing), complete: false };
    }
    if (pair.search(cell)) nearest = found();
  }
  const all = nearest.map(({ crossing }) => crossing);
  return { crossings: all.slice(0, count), complete: all.length <= count };
}

/** The crossings of two patterns along a line, cell by cell. */
class Crossed {
  /** Those in the cells that were searched. */
  crossings: readonly Boundary[] = [];
  readonly cells: readonly Cell[];
  private readonly compared: Compared;
  private readonly found: Change[] = [];

  constructor(
    readonly walk: Walk,
    private readonly winner: string,
    private readonly other: string,
  ) {
    this.cells = cellsOf(walk.line);
    this.compared = comparing(walk, winner, other);
  }

  /** @returns true when there is a change in the cell. */
  search(cell: Cell): boolean {
    const found = changesIn(cell, this.compared);
    if (found.length === 0) return false;
    this.found.push(...found);
    this.found.sort((one, other) => one.log - other.log);
    this.crossings = crossingsAt(this.walk, merged(this.found), this.winner, this.other);
    return true;
  }
}

/** Which of two patterns costs less. */
function comparing(walk: Walk, winner: string, other: string): Compared {
  return {
    label: (log) => {
      const left = walk.pattern(winner, log)?.solved.logEnergy ?? Infinity;
      const right = walk.pattern(other, log)?.solved.logEnergy ?? Infinity;
      return left === Infinity || left < right - equalWithin ? winner : other;
    },
    meet: (low) => meeting(walk, walk.pattern(winner, low), walk.pattern(other, low)),
  };
}

function crossingsAt(walk: Walk, found: readonly Change[], winner: string, other: string): Boundary[] {
  return found.flatMap(({ log, below, above }) => {
    const at = crossingOf(walk, log, winner, other);
    return at ? [edge(walk.line, at, below, above)] : [];
  });
}

/** The logarithm of the size that moves, at its reference value. */
const hereOn = ({ variable, reference }: Line): number => Math.log(reference.get(variable) ?? 1);

/** How far a cell is from the reference value; 0 where it holds it. */
function awayOf(line: Line, { low, high }: Cell): number {
  const here = hereOn(line);
  return Math.max(0, low - here, here - high);
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

/** A part of a line, by the logarithms of its ends. */
interface Cell {
  readonly low: number;
  readonly high: number;
}

/** What is followed along a line. */
interface Compared {
  readonly label: (log: number) => string;
  /** Where the lines of two ends meet: logarithms of energies are piecewise linear, so that a change lies mostly there. */
  readonly meet: (low: number, high: number) => number | undefined;
}

/** The halves of what lies between two nodes. */
function cellsOf({ nodes }: Line): Cell[] {
  return nodes.slice(0, -1).flatMap((from, index) => {
    const to = nodes[index + 1] ?? from;
    const middle = (from + to) / 2;
    return [
      { low: from, high: middle },
      { low: middle, high: to },
    ];
  });
}

/** Every place where a label changes along the line. */
const changes = (line: Line, compared: Compared): Change[] =>
  merged(cellsOf(line).flatMap((cell) => changesIn(cell, compared)));

/** Every place in a cell where a label changes, from low to high. */
function changesIn(cell: Cell, { label, meet }: Compared): Change[] {
  const found: Change[] = [];
  const search = (low: number, high: number): void => {
    const [below, above] = [label(low), label(high)];
    if (below === above) return;
    const margin = distinct(high) / 4;
    if (high - low <= margin) {
      found.push({ log: (low + high) / 2, below, above });
      return;
    }
    const guess = meet(low, high);
    const isInside = guess !== undefined && guess - margin > low && guess + margin < high;
    const middle = isInside ? guess : (low + high) / 2;
    const [left, right] = isInside ? [middle - margin / 2.1, middle + margin / 2.1] : [middle, middle];
    search(low, left);
    if (isInside) search(left, right);
    search(right, high);
  };
  search(cell.low, cell.high);
  return found;
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

/** The size at which one winner follows another, as a monomial; undefined where no equation says it. */
function placeOf(walk: Walk, log: number, left: Assignment, right: Assignment): Monomial | undefined {
  const { variable } = walk.line;
  const isHere = isAt(walk.line, log);
  const direct = equality(variable, walk.energy(left), walk.energy(right));
  if (direct && isHere(direct)) return direct;
  return (
    crossingOf(walk, log, patternOf(left), patternOf(right)) ??
    // Where the energy jumps, one of both is no longer possible on the other side.
    [left, right]
      .flatMap(limitsOf)
      .flatMap((limit) => equality(variable, limit, Monomial.one) ?? [])
      .find(isHere)
  );
}

/** The size near a change at which two patterns' closed forms are equal, on either side of it. */
function crossingOf(walk: Walk, log: number, left: string, right: string): Monomial | undefined {
  const isHere = isAt(walk.line, log);
  for (const side of [-beside(log), beside(log)]) {
    const one = walk.pattern(left, log + side);
    const other = walk.pattern(right, log + side);
    const at = one && other && equality(walk.line.variable, walk.energy(one), walk.energy(other));
    if (at && isHere(at)) return at;
  }
  return undefined;
}

function isAt({ reference }: Line, log: number): (at: Monomial) => boolean {
  return (at) => Math.abs(at.log(reference) - log) <= distinct(log);
}

/** What must be at least 1 for an assignment to be possible: it needs room for its units. */
function limitsOf({ solved: { moves } }: Assignment): Monomial[] {
  return moves.flatMap(({ source: { parameter } }) => {
    if (!parameter?.lower) return [];
    const room = parameter.upper.constant.over(parameter.lower.constant);
    return parameter.requires ? [parameter.requires.constant, room] : [room];
  });
}

function edge({ variable, reference }: Line, at: Monomial, below: string, above: string): Boundary {
  return { condition: `${variable} > ${at.toString()}`, variable, at, value: at.value(reference), below, above };
}

/** A boundary; where the pattern keeps its name, with the degrees on both sides. */
function boundaryOf(line: Line, at: Monomial, left: Assignment, right: Assignment): Boundary {
  const [below, above] = [patternOf(left), patternOf(right)];
  const made = edge(line, at, below, above);
  return below === above ? { ...made, degrees: { below: degreesOf(left), above: degreesOf(right) } } : made;
}

function degreesOf({ solved: { moves } }: Assignment): (Feature | undefined)[] {
  return moves.map(({ source }) => source.degree);
}

/** The size at which two energies are equal, as a monomial in the others; undefined when their ratio lacks the size. */
function equality(variable: string, left: Monomial, right: Monomial): Monomial | undefined {
  const ratio = left.over(right);
  const exponent = ratio.exponentOf(variable);
  if (exponent.equals(0)) return undefined;
  return ratio.over(Monomial.size(variable).power(exponent)).power(new Fraction(-1).div(exponent));
}
