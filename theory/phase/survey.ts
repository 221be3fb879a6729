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
export interface Standing {
  readonly pattern: string;
  readonly energy: Monomial;
}

/** A study over a plane: whatever is asked at a point is computed there once. */
export class Survey {
  private readonly problem: Problem;
  private readonly problems = new Map<string, ProblemAt>();
  private readonly standings = new Map<string, Standing | undefined>();

  constructor(
    study: Study,
    readonly plane: Plane,
  ) {
    this.problem = problemOf(study.network, study.target);
  }

  /** The winner there; undefined when the target cannot be represented. */
  winner(point: Point): Standing | undefined {
    return this.once(point, '', (problem) => winnerAt(problem));
  }

  /** A pattern there, by its name; undefined where it is no pattern of its own. */
  pattern(name: string, point: Point): Standing | undefined {
    return this.once(point, name, (problem) => bestOfPattern(problem, name.split(', ') as PatternName[]));
  }

  private once(
    point: Point,
    name: string,
    solve: (problem: ProblemAt) => Assignment | undefined,
  ): Standing | undefined {
    const place = `${point.x} ${point.y}`;
    const key = `${place} ${name}`;
    if (this.standings.has(key)) return this.standings.get(key);
    let problem = this.problems.get(place);
    if (!problem) this.problems.set(place, (problem = problemAt(this.problem, sizesAt(this.plane, point))));
    const assignment = solve(problem);
    const standing = assignment && {
      pattern: patternOf(assignment),
      energy: solutionOf(this.problem, assignment).form.energy,
    };
    this.standings.set(key, standing);
    return standing;
  }
}
