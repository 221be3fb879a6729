import { countingOf, directionsAt, type Counting } from '../counting.js';
import { withEveryExpert } from '../fit.js';
import { possibleSizes } from '../free-sizes.js';
import { Monomial, type ReferenceSizes } from '../monomial.js';
import { problemAt, problemOf, type Problem } from '../solving/problem.js';
import { rank } from '../solving/ranking.js';
import { winnerAt } from '../solving/winner.js';
import type { Study } from '../study.js';
import { minimise, type MonomialProgram } from './linear-program.js';
import { weightsOf } from '../parameters.js';
import { demandsOf, energy, everyRoute, need, routeOf, targetOf, type Route } from './routes.js';
import type { Sizes } from './sizes-put-in.js';

/** What is wanted of the free sizes: the least samples for a small error, the smallest network for which the samples suffice, or the widest that learns features. */
export type Goal = 'samples' | 'smallest' | 'widest';

/** What a design may not exceed, each a product of sizes. */
export interface Limits {
  /** On the parameter count: the weights of the largest layer. */
  readonly parameters?: Monomial;
  /** On the samples that a small error needs times the parameter count. */
  readonly compute?: Monomial;
  /** True when all free sizes are to be equal. */
  readonly equalSizes?: boolean;
}

/** The parameter count, as a variable. */
export const parameterCount = Monomial.size('#parameters');

/** The largest of the free sizes, as a variable. */
const largestSize = Monomial.size('#largest');

/** Networks with more routes than this are searched from what is best at given sizes. */
const mostRoutes = 1200;

/** A route with all that must be at least 1 on it, and the variables of that. */
export interface Candidate {
  readonly route: Route;
  readonly atLeastOne: readonly Monomial[];
  readonly variables: readonly string[];
}

/** The sizes of a study that may be chosen, and what binds them. */
export class DesignSpace {
  readonly problem: Problem;
  /** The reference values of the sizes that stay. */
  readonly fixed: ReferenceSizes;
  /** True when every route was listed; otherwise `explore` adds those that are good at given sizes. */
  readonly complete: boolean;
  /** What a small error needs whatever the network. */
  readonly counting: Counting;
  private readonly listed: Map<string, Route>;
  private readonly common: readonly Monomial[];
  private readonly fits: readonly (readonly Monomial[])[];

  constructor(
    readonly study: Study,
    readonly free: readonly string[],
    readonly limits: Limits,
    readonly goal: Goal,
  ) {
    const problem = problemOf(study.network, study.target);
    // How wide a layer can be and still learn features is a question about E, which leaves experts out.
    this.problem = (goal === 'widest' ? undefined : withEveryExpert(problem, study.network)) ?? problem;
    this.fixed = new Map([...study.reference].filter(([name]) => !free.includes(name)));
    this.counting = countingOf(study);
    const routes = everyRoute(this.problem.table, targetOf(this.problem), mostRoutes);
    this.complete = routes !== undefined;
    this.listed = new Map((routes ?? []).map((route) => [keyOf(route), route]));
    this.common = this.commonDemands();
    this.fits = this.fitDemands();
    if (!routes) {
      this.explore(new Map());
      this.explore(new Map(free.map((name) => [name, Monomial.one])));
    }
  }

  get routes(): readonly Route[] {
    return [...this.listed.values()];
  }

  /** Adds the routes of the best patterns at given sizes; true when there was a new one. */
  explore(sizes: Sizes): boolean {
    const before = this.listed.size;
    const reference = new Map(this.study.reference);
    for (const [name, size] of sizes) reference.set(name, size.value(this.fixed));
    const point = problemAt(this.problem, reference);
    const winner = winnerAt(point);
    for (const { trace } of winner ? rank(point, winner).assignments : []) {
      const route = routeOf(this.problem, trace);
      this.listed.set(keyOf(route), route);
    }
    return this.listed.size > before;
  }

  /**
   * A route with its demands, those of the space, and more. It is several candidates where the counting bound is the least of products
   * that cross: one for each of them.
   */
  candidates(route: Route, more: readonly Monomial[] = [], names: readonly string[] = []): Candidate[] {
    const { atLeastOne, parameters } = demandsOf(route, this.problem);
    const shared = [energy, need, ...parameterCount.sizes, ...largestSize.sizes];
    return this.fits.map((fit) => ({
      route,
      atLeastOne: [...this.common, ...fit, ...atLeastOne, ...more],
      variables: [...shared, ...names, ...this.free, ...parameters],
    }));
  }

  /** The program of a candidate for an objective. */
  program({ atLeastOne, variables }: Candidate, objective: Monomial): MonomialProgram {
    return { objective, atLeastOne, variables, reference: this.fixed };
  }

  /**
   * The best sizes by several objectives, each deciding among the equals of those before.
   * @returns why there are none, or the values of all variables.
   */
  best(candidates: readonly Candidate[], objectives: readonly Monomial[]): Sizes | 'infeasible' | 'unbounded' {
    let open = candidates.map((candidate) => ({ candidate, at: new Map<string, Monomial>() as Sizes }));
    for (const objective of objectives) {
      const solved = open.map(({ candidate }) => ({
        candidate,
        outcome: minimise(this.program(candidate, objective)),
      }));
      if (solved.some(({ outcome }) => outcome.status === 'unbounded')) return 'unbounded';
      const optimal = solved.flatMap(({ candidate, outcome }) =>
        outcome.status === 'optimal' ? [{ candidate, outcome, log: outcome.value.log(this.fixed) }] : [],
      );
      const least = Math.min(...optimal.map(({ log }) => log));
      open = optimal
        .filter(({ log }) => log <= least + same)
        .map(({ candidate, outcome }) => ({
          candidate: { ...candidate, atLeastOne: [...candidate.atLeastOne, outcome.value.over(objective)] },
          at: outcome.at,
        }));
    }
    return open[0]?.at ?? 'infeasible';
  }

  /** What decides between equals: no size larger than need be, and the smaller all together the better. */
  get simplicity(): readonly Monomial[] {
    return [largestSize, this.free.reduce((product, name) => product.times(Monomial.size(name)), Monomial.one)];
  }

  /** What the samples of a small error are at least, for each of the products whose least counts; of a sum the largest term. */
  private fitDemands(): Monomial[][] {
    const { factors, directions, positions } = this.counting;
    const [one, other] = directions;
    const isFixed = one && other && one.over(other).sizes.every((name) => !this.free.includes(name));
    const counted = isFixed ? [directionsAt(this.counting, this.study.reference)] : directions;
    const samples = Monomial.size(need);
    return counted.map((directionTerm) => [
      samples.over(this.study.ridge.times(Monomial.size(energy))),
      ...[directionTerm, ...(positions ? [positions] : [])].flatMap((term) =>
        factors.map((factor) => samples.over(factor.times(term))),
      ),
    ]);
  }

  /** What binds every design: sizes are at least 1, the parameter count covers every layer, the limits. */
  private commonDemands(): Monomial[] {
    const { network } = this.study;
    const free = this.free.map((name) => Monomial.size(name));
    const sizes = possibleSizes(this.study).filter((size) => size.sizes.some((name) => this.free.includes(name)));
    const { parameters, compute, equalSizes } = this.limits;
    const [first, ...others] = free;
    return [
      ...free,
      ...sizes,
      parameterCount,
      largestSize,
      ...free.map((size) => largestSize.over(size)),
      ...weightsOf(network).flatMap(({ counts }) => counts.map((count) => parameterCount.over(count))),
      ...(parameters ? [parameters.over(parameterCount)] : []),
      ...(compute ? [compute.over(Monomial.size(need).times(parameterCount))] : []),
      ...(equalSizes && first ? others.flatMap((size) => [size.over(first), first.over(size)]) : []),
    ];
  }
}

/** Logarithms closer than this are the same. */
export const same = 1e-9;

function keyOf(route: Route): string {
  return route
    .map(({ move, applications }) => {
      const taken = applications.flatMap(({ ways, met }, time) =>
        [...ways].map(
          ([feature, way]) =>
            `${time}:${feature}<${way.constant.toString()} ${way.powers.join(' ')}/${way.parameterPower}${met?.rule ?? ''}`,
        ),
      );
      return `${move.pattern} ${move.degree ?? ''} ${taken.sort().join(' ')}`;
    })
    .join('; ');
}
