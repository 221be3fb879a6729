import Fraction from 'fraction.js';
import { Monomial } from '../monomial.js';
import {
  bestAssignment,
  bestOfPattern,
  patternOf,
  problemAt,
  problemOf,
  solutionOf,
  type Assignment,
  type Problem,
} from './problem.js';
import type { PatternName, Study, Target } from '../study.js';

/** The symbol of the alignment in a problem's sizes: no name of the language is written so. */
const symbol = '@alignment';

/** Logarithms closer than this are the same. */
const same = 1e-7;

/** E = factor * alpha^power. */
export interface AlignmentForm {
  readonly pattern: string;
  readonly factor: Monomial;
  /** 2 lambda_y: between 0 and 2. */
  readonly power: Fraction;
}

/** A form that holds from an alignment downwards. */
export interface AlignmentPiece extends AlignmentForm {
  /** Where it begins to hold as the alignment falls. */
  readonly top: Monomial;
}

interface Knot extends AlignmentForm {
  readonly log: number;
}

interface Change {
  readonly log: number;
  readonly above: Knot;
  readonly below: Knot;
}

/**
 * The energy of a partial alignment alpha: the readout term is alpha^2 a_y (published: a_y is quadratic in f), all else
 * stays. alpha is one more free size of the problem, so every piece of E(alpha) comes out in closed form.
 */
export class AlignmentEnergy {
  private readonly problem: Problem;

  /**
   * @param winner the pattern that wins at full alignment; named for it among equals.
   * @param whole the target of which the study's is a component.
   */
  constructor(
    private readonly study: Study,
    private readonly winner: string,
    whole: Target,
  ) {
    const full = problemOf(study.network, study.target, whole);
    this.problem = { ...full, readout: full.readout.times(Monomial.size(symbol).power(2)) };
  }

  /** The closed form just below full alignment: where a bound is just met at the reference sizes, it holds there. */
  get full(): AlignmentForm {
    return this.knot(-justBelow, (point) => {
      const best = bestAssignment(point);
      const named = bestOfPattern(point, this.winner.split(', ') as PatternName[]);
      return named && best && named.solved.logEnergy <= best.solved.logEnergy + same ? named : best;
    });
  }

  /** The pieces of E(alpha) from full alignment down to where E is 1, which costs nothing. */
  pieces(): AlignmentPiece[] {
    const { reference } = this.study;
    const start: Knot = { ...this.full, log: 0 };
    const knots = [start];
    for (let low = -1; (knots.at(-1) ?? start).log > lowest; low *= 2) {
      const from = knots.at(-1) ?? start;
      for (let part = 1; part <= parts; part++) knots.push(this.knot(from.log + ((low - from.log) * part) / parts));
      const last = knots.at(-1) ?? start;
      if (energyLog(last, last.log, reference) <= 0) break;
    }
    const changes = merged(knots.slice(1).flatMap((low, index) => this.changes(knots[index] ?? start, low)));
    const pieces: AlignmentPiece[] = [{ ...form(start), top: Monomial.one }];
    for (const { below, log } of changes) {
      const above = pieces.at(-1);
      if (!above || energyLog(below, log, reference) <= same) break;
      const top = below.factor.over(above.factor).power(new Fraction(1).div(above.power.sub(below.power)));
      pieces.push({ ...form(below), top });
    }
    return pieces;
  }

  private knot(log: number, choose: (point: ReturnType<typeof problemAt>) => Assignment | undefined = bestAssignment) {
    const assignment = choose(problemAt(this.problem, new Map(this.study.reference).set(symbol, Math.exp(log))));
    if (!assignment) throw new RangeError(`${this.study.network.name} cannot represent ${this.study.target.name}`);
    const { energy } = solutionOf(this.problem, assignment).form;
    const power = energy.exponentOf(symbol);
    const factor = energy.over(Monomial.size(symbol).power(power));
    return { log, pattern: patternOf(assignment), factor, power };
  }

  /** The changes of form between two alignments, from the higher one down: where the lines of both ends meet, if there. */
  private changes(high: Knot, low: Knot): Change[] {
    const { reference } = this.study;
    const at = (knot: Knot, log: number): number => energyLog(knot, log, reference);
    const middle = (high.log + low.log) / 2;
    if (high.power.equals(low.power) && Math.abs(at(high, middle) - at(low, middle)) < same) return [];
    if (high.log - low.log < same) return [];
    const slope = high.power.sub(low.power).valueOf();
    const meeting = slope === 0 ? NaN : (at(low, 0) - at(high, 0)) / slope;
    const isBetween = meeting < high.log + same && meeting > low.log - same;
    const inside = isBetween ? Math.min(high.log, Math.max(low.log, meeting)) : middle;
    const split = this.knot(inside);
    if (isBetween && Math.abs(at(split, inside) - at(high, inside)) < same) {
      return [{ log: inside, above: high, below: low }];
    }
    const cut = inside > high.log - same || inside < low.log + same ? this.knot(middle) : split;
    return [...this.changes(high, cut), ...this.changes(cut, low)];
  }
}

/** How far below full alignment, in its logarithm, a form must hold to be the first. */
const justBelow = 1e-4;

/** Alignments below e to this are not followed. */
const lowest = -512;

/** How many parts each doubling of the range is first cut into; a piece that holds only inside one is not seen. */
const parts = 4;

function energyLog({ factor, power }: AlignmentForm, log: number, reference: Study['reference']): number {
  return factor.log(reference) + power.valueOf() * log;
}

function form({ pattern, factor, power }: Knot): AlignmentForm {
  return { pattern, factor, power };
}

/** Changes at one place are one change. */
function merged(changes: readonly Change[]): Change[] {
  const result: Change[] = [];
  for (const change of changes) {
    const last = result.at(-1);
    if (last && last.log - change.log < 10 * same) result.splice(-1, 1, { ...last, below: change.below });
    else result.push(change);
  }
  return result.filter(({ above, below }) => !above.power.equals(below.power));
}
