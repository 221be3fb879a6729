import type { Monomial, ReferenceSizes } from '../monomial.js';
import { bestOfPattern, problemAt, solutionOf, type Assignment, type Problem, type ProblemAt } from './problem.js';
import type { PatternName } from '../study.js';
import { winnerAt } from './winner.js';

/** A size that moves while the others stay at their reference values. */
export interface Line {
  readonly variable: string;
  readonly reference: ReferenceSizes;
  /** Natural logarithms between which it moves. */
  readonly from: number;
  readonly to: number;
  /** How many cells the line is first cut into, the fewer the larger the problem; what holds only inside one is not seen. */
  readonly cells: number;
}

/** The logarithm of the largest size that can be written; not far above it a size is no number any more. */
const largestLog = 300 * Math.LN10;

/** The sizes from 1 up to where every pattern of the published table has had its turn (powers up to 8), and that are numbers. */
export function lineOf(variable: string, reference: ReferenceSizes, { table }: Problem): Line {
  const largest = Math.max(1, ...[...reference.values()].map(Math.log));
  const cells = Math.max(16, Math.min(96, Math.round(2304 / (table.layers.length * table.features.length))));
  return { variable, reference, from: 0, to: Math.min(8 * largest, largestLog), cells };
}

/** A problem along a line: whatever is asked at a point is computed there once. */
export class Walk {
  private readonly points = new Map<number, ProblemAt>();
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
    return solutionOf(this.problem, assignment).form.energy;
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
