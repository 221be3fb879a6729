import type { Monomial, ReferenceSizes } from '../monomial.js';
import { bestOfPattern, problemAt, solutionOf, type Assignment, type Problem, type ProblemAt } from './problem.js';
import type { PatternName } from '../study.js';
import { winnerAt } from './winner.js';

/** A size that moves while the others stay at their reference values. */
export interface Line {
  readonly variable: string;
  readonly reference: ReferenceSizes;
  /** Natural logarithms at which it is looked at, ascending; what holds only between two of them may not be seen. */
  readonly nodes: readonly number[];
}

/** The logarithm of the largest size that can be written; not far above it a size is no number any more. */
const largestLog = 300 * Math.LN10;

/** How far from the ends the line begins: at the ends themselves energies are often equal. */
const margin = 1e-4;

/** Distances from the reference value at which a size is looked at besides: that is where people change it. */
const near = [0, 0.3, 0.7, 1.4, 2.8, 5.6];

/**
 * The sizes from 1 up to where every pattern of the published table has had its turn (powers up to 8), and that are numbers, as far as
 * the sizes of the study that follow it are possible.
 * @param possible what must be at least 1.
 */
export function lineOf(
  variable: string,
  reference: ReferenceSizes,
  { table }: Problem,
  possible: readonly Monomial[],
): Line {
  const largest = Math.max(1, ...[...reference.values()].map(Math.log));
  const cells = Math.max(16, Math.min(48, Math.round(1152 / (table.layers.length * table.features.length))));
  let [from, to] = [0, Math.min(8 * largest, largestLog)];
  const here = Math.log(reference.get(variable) ?? 1);
  for (const ratio of possible) {
    const exponent = ratio.exponentOf(variable).valueOf();
    const end = here - ratio.log(reference) / exponent;
    if (exponent > 0) from = Math.max(from, end);
    else if (exponent < 0) to = Math.min(to, end);
  }
  const step = (to - from) / cells;
  // Cells are shifted off the whole powers, where energies are often equal.
  const grid = Array.from({ length: cells }, (_, index) => from + (index + 1 / Math.E) * step);
  const around = near.flatMap((distance) => [here - distance, here + distance + margin]);
  const nodes = [from + margin, ...grid, ...around, to - margin];
  return {
    variable,
    reference,
    nodes: nodes.filter((log) => log > from && log < to).sort((one, other) => one - other),
  };
}

/** A problem along a line: whatever is asked at a point is computed there once. */
export class Walk {
  private readonly points = new Map<number, ProblemAt>();
  private readonly energies = new Map<Assignment, Monomial>();
  private readonly solved = new Map<string, Assignment | undefined>();

  constructor(
    private readonly problem: Problem,
    readonly line: Line,
  ) {}

  /** What the ranking puts first where the size has the given logarithm: among equals the same as everywhere else. */
  best(log: number): Assignment | undefined {
    return this.once(`best@${log}`, () => winnerAt(this.at(log)));
  }

  /** The best assignment of a pattern, by its name, there. */
  pattern(name: string, log: number): Assignment | undefined {
    return this.once(`${name}@${log}`, () => bestOfPattern(this.at(log), name.split(', ') as PatternName[]));
  }

  /** An assignment's energy in closed form. */
  energy(assignment: Assignment): Monomial {
    const cached = this.energies.get(assignment);
    if (cached) return cached;
    const { energy } = solutionOf(this.problem, assignment).form;
    this.energies.set(assignment, energy);
    return energy;
  }

  private at(log: number): ProblemAt {
    const cached = this.points.get(log);
    if (cached) return cached;
    const point = problemAt(this.problem, new Map(this.line.reference).set(this.line.variable, Math.exp(log)));
    this.points.set(log, point);
    return point;
  }

  private once(key: string, solve: () => Assignment | undefined): Assignment | undefined {
    if (!this.solved.has(key)) this.solved.set(key, solve());
    return this.solved.get(key);
  }
}
