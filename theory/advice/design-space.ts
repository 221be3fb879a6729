import { inputEigenvalues, inputSizes } from '../input.js';
import { kindOf } from '../kinds/index.js';
import { Monomial, type ReferenceSizes } from '../monomial.js';
import { problemAt, problemOf, type Problem } from '../solving/problem.js';
import { rank } from '../solving/ranking.js';
import { winnerAt } from '../solving/winner.js';
import type { Study } from '../study.js';
import { directionsOf, formOf } from '../target.js';
import { minimise, type MonomialProgram } from './linear-program.js';
import { weightsOf } from '../parameters.js';
import { demandsOf, energy, everyRoute, routeOf, targetOf, type Route } from './routes.js';
import type { Sizes } from './sizes-put-in.js';

/** What a design may not exceed, each a product of sizes. */
export interface Limits {
  /** On the parameter count: the weights of the largest layer. */
  readonly parameters?: Monomial;
  /** On P* times the parameter count. */
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
  /** What it costs to find the target's directions, k r_1, or its form of degree k, r_1^k; whatever the network. */
  readonly direction: Monomial;
  private readonly listed: Map<string, Route>;
  private readonly common: readonly Monomial[];

  constructor(
    readonly study: Study,
    readonly free: readonly string[],
    readonly limits: Limits,
  ) {
    this.problem = problemOf(study.network, study.target);
    this.fixed = new Map([...study.reference].filter(([name]) => !free.includes(name)));
    const one = inputEigenvalues(study.network.input).get(1) ?? Monomial.one;
    this.direction = directionsOf(study.target).times(one.power(formOf(study.target) ?? 1));
    const routes = everyRoute(this.problem.table, targetOf(this.problem), mostRoutes);
    this.complete = routes !== undefined;
    this.listed = new Map((routes ?? []).map((route) => [keyOf(route), route]));
    this.common = this.commonDemands();
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

  /** A route with its demands, those of the space, and more. */
  candidate(route: Route, more: readonly Monomial[] = [], names: readonly string[] = []): Candidate {
    const { atLeastOne, parameters } = demandsOf(route, this.problem);
    return {
      route,
      atLeastOne: [...this.common, ...atLeastOne, ...more],
      variables: [energy, ...parameterCount.sizes, ...largestSize.sizes, ...names, ...this.free, ...parameters],
    };
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

  /** What binds every design: sizes are at least 1, the parameter count covers every layer, the limits. */
  private commonDemands(): Monomial[] {
    const { network, ridge } = this.study;
    const free = this.free.map((name) => Monomial.size(name));
    const sizes = [
      ...inputSizes(network.input),
      ...inputEigenvalues(network.input).values(),
      ...network.layers.flatMap((layer) => [
        ...Object.values(layer.sizes),
        ...(kindOf(layer).ratios?.(layer) ?? []),
        ...(layer.scores?.form === 'lowrank' ? [layer.scores.rank] : []),
      ]),
      directionsOf(this.study.target),
    ].filter((size) => size.sizes.some((name) => this.free.includes(name)));
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
      ...(compute ? [compute.over(ridge.times(Monomial.size(energy)).times(parameterCount))] : []),
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
