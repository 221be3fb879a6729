import type { Monomial } from '../monomial.js';
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
import { sizesAt, type Plane, type Point } from './plane.js';
import { winnerAt } from '../solving/winner.js';

/** What holds at a point: a pattern and its energy in closed form. */
export interface PointWinner {
  readonly pattern: string;
  readonly energy: Monomial;
}

/** A study over a plane: whatever is asked at a point is computed there once. */
export class Survey {
  private readonly problem: Problem;
  private readonly problems = new Map<string, ProblemAt>();
  private readonly winners = new Map<string, PointWinner | undefined>();

  constructor(
    study: Study,
    readonly plane: Plane,
  ) {
    this.problem = problemOf(study.network, study.target);
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
