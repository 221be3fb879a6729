import {
  bestOfPattern,
  patternOf,
  problemAt,
  problemOf,
  solutionOf,
  type Assignment,
  type Problem,
  type ProblemAt,
} from '../solving/problem.js';
import type { PatternName, Study } from '../study.js';
import { joined } from './merging.js';
import { sizesAt, type Plane, type Point } from './plane.js';
import { frameOf } from './polygon.js';
import { subdivide, type Cell, type PointWinner, type Question } from './subdivision.js';
import { winnerAt } from '../solving/winner.js';

/** How many probes a side is looked for small regions with. */
export const probesAside = 20;

/** A study over a plane: whatever is asked at a point is computed there once. */
export class Survey {
  private readonly problems = new Map<string, ProblemAt>();
  private readonly winners = new Map<string, PointWinner | undefined>();

  constructor(
    private readonly problem: Problem,
    readonly plane: Plane,
  ) {}

  /** The survey of a study's own rules. */
  static of({ network, target }: Study, plane: Plane): Survey {
    return new Survey(problemOf(network, target), plane);
  }

  /** The cells of the plane in which one pattern wins with one closed form. */
  cells(seeds: readonly Point[]): Cell[] {
    const question: Question = {
      at: (point) => this.winner(point),
      rivals: (one, other) => [one.pattern, other.pattern],
      pattern: (name, point) => this.pattern(name, point),
      agree: (one, other) => one.pattern === other.pattern && one.energy.equals(other.energy),
    };
    return joined(subdivide(this.plane, frameOf(this.plane), question, seeds));
  }

  /** The winner there; undefined when the target cannot be represented. */
  winner(point: Point): PointWinner | undefined {
    return this.once(point, '', (problem) => winnerAt(problem));
  }

  /** A pattern there, by its name; undefined where it is no pattern of its own. */
  pattern(name: string, point: Point): PointWinner | undefined {
    return this.once(point, name, (problem) => bestOfPattern(problem, name.split(', ') as PatternName[]));
  }

  private once(
    point: Point,
    name: string,
    solve: (problem: ProblemAt) => Assignment | undefined,
  ): PointWinner | undefined {
    const position = `${point.x} ${point.y}`;
    const key = `${position} ${name}`;
    if (this.winners.has(key)) return this.winners.get(key);
    let problem = this.problems.get(position);
    if (!problem) this.problems.set(position, (problem = problemAt(this.problem, sizesAt(this.plane, point))));
    const assignment = solve(problem);
    const found = assignment && {
      pattern: patternOf(assignment),
      energy: solutionOf(this.problem, assignment).form.energy,
    };
    this.winners.set(key, found);
    return found;
  }
}
