import type { Monomial } from '../monomial.js';
import { predict } from '../predict.js';
import type { Boundary } from '../prediction.js';
import type { RuleStatus } from '../rules.js';
import { problemOf } from '../solving/problem.js';
import { lineOf, Walk } from '../solving/walk.js';
import type { Study } from '../study.js';
import { freeSizes, possibleSizes } from '../free-sizes.js';
import { spanOf, type Span } from './plane.js';
import { patternStatus } from './status.js';

/** A pattern's energy against one size: straight in logarithms between the points, gaps where it is none of its own. */
export interface EnergyLine {
  readonly pattern: string;
  readonly status: RuleStatus;
  readonly optimal: boolean;
  /** Natural logarithms of the size and of the energy; undefined where the line breaks off. */
  readonly points: readonly (readonly [size: number, energy: number] | undefined)[];
}

/** The energies of a study's patterns against one of its sizes, the others held. */
export interface LinePlot {
  readonly variable: string;
  readonly span: Span;
  /** Best first at the reference sizes. */
  readonly lines: readonly EnergyLine[];
  /** Where the winner changes, and where another pattern's energy equals the winner's. */
  readonly boundaries: readonly Boundary[];
  readonly crossings: readonly Boundary[];
  /** P / kappa, the energy that the samples allow, at both ends of the span; undefined without samples. */
  readonly allowed: readonly (readonly [size: number, energy: number])[] | undefined;
}

/** Into how many cells the span is cut to look for bends. */
const cells = 48;

/**
 * The energy of each pattern against one size. Bends lie exactly where two closed forms are equal.
 * @param most with how many of the best patterns.
 * @throws RangeError when the size is no free size of the study, or the study is not representable.
 */
export function linePlot(study: Study, variable: string, span = spanOf(study), most = 12): LinePlot {
  const free = freeSizes(study);
  if (!free.includes(variable)) {
    throw new RangeError(`${variable} is no free size of ${study.name}: choose among ${free.join(', ')}.`);
  }
  const prediction = predict(study);
  const problem = problemOf(study.network, study.target);
  const walk = new Walk(problem, lineOf(variable, study.reference, problem, possibleSizes(study)));
  const at = (size: number): Map<string, number> => new Map(study.reference).set(variable, Math.exp(size));
  const { samples, ridge } = study;
  const isShown = ({ variable: moving, value }: Boundary): boolean =>
    moving === variable && Math.log(value) >= span.from && Math.log(value) <= span.to;
  return {
    variable,
    span,
    lines: prediction.patterns.slice(0, most).map((pattern) => ({
      pattern: pattern.name,
      status: patternStatus(study, pattern),
      optimal: pattern.optimal,
      points: bends(variable, span, (size) => {
        const assignment = walk.pattern(pattern.name, size);
        return assignment && { energy: walk.energy(assignment), sizes: at(size) };
      }),
    })),
    boundaries: prediction.boundaries.filter(isShown),
    crossings: prediction.crossings.filter(isShown),
    allowed: samples && [span.from, span.to].map((size) => [size, samples.over(ridge).log(at(size))] as const),
  };
}

interface EnergyAt {
  readonly energy: Monomial;
  readonly sizes: ReadonlyMap<string, number>;
}

/** The ends of the straight pieces of a function that is piecewise linear in logarithms. */
function bends(variable: string, span: Span, at: (size: number) => EnergyAt | undefined): EnergyLine['points'] {
  const step = (span.to - span.from) / cells;
  // Ends are shifted inwards a little: at the bends themselves both closed forms hold.
  const places = Array.from({ length: cells + 1 }, (_, index) =>
    Math.min(span.to - 1e-6, Math.max(span.from + 1e-6, span.from + (index + 0.01) * step)),
  );
  const points: (readonly [number, number] | undefined)[] = [];
  const visit = (from: number, to: number, depth: number): void => {
    const [one, other] = [at(from), at(to)];
    if (one === other || (one && other && one.energy.equals(other.energy))) return;
    if (depth === 0) {
      if (one && other) points.push(bendOf(variable, from, one, other));
      else
        points.push(
          ...(one ? [valueAt(variable, from, one)] : []),
          undefined,
          ...(other ? [valueAt(variable, to, other)] : []),
        );
      return;
    }
    const middle = (from + to) / 2;
    visit(from, middle, depth - 1);
    visit(middle, to, depth - 1);
  };
  const start = at(span.from + 1e-6);
  points.push(start && valueAt(variable, span.from, start));
  places.slice(1).forEach((to, index) => visit(places[index] ?? to, to, 30));
  const end = at(span.to - 1e-6);
  points.push(end && valueAt(variable, span.to, end));
  return points.filter((point, index) => point !== undefined || points[index - 1] !== undefined);
}

/** Where two closed forms are equal: the corner between their lines. */
function bendOf(variable: string, near: number, one: EnergyAt, other: EnergyAt): readonly [number, number] {
  const ratio = one.energy.over(other.energy);
  const slope = ratio.exponentOf(variable).valueOf();
  const size = slope === 0 ? near : near - ratio.log(one.sizes) / slope;
  return valueAt(variable, size, one);
}

function valueAt(variable: string, size: number, { energy, sizes }: EnergyAt): readonly [number, number] {
  return [size, energy.log(new Map(sizes).set(variable, Math.exp(size)))];
}
