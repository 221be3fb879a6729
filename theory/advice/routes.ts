import type { Alternative, Cap, Move, Product } from '../kinds/index.js';
import { Monomial } from '../monomial.js';
import type { MoveTable } from '../solving/moves.js';
import type { Problem } from '../solving/problem.js';
import type { Trace } from '../solving/trace.js';
import type { Feature } from '../study.js';

/** One layer of a route: what it does, and the way that each needed feature takes in each of its applications. */
interface Step {
  readonly move: Move;
  readonly applications: readonly Passage[];
  /** True when a way is boosted, so that the move's parameter is paid. */
  readonly pays: boolean;
}

type Ways = ReadonlyMap<Feature, Alternative>;

interface Passage {
  readonly ways: Ways;
  /** Set where more of the parameter was paid for than counts. */
  readonly met?: Cap;
}

/** A pattern for each layer and a way for each feature on the way to the target: nothing is left to choose but numbers. */
export type Route = readonly Step[];

/** The variable E of a route's program. No size of a file can have a name with this sign in it. */
export const energy = '#energy';

/** The variable of a program for the samples that a small error needs. */
export const need = '#samples';

/** The features of a problem's target. */
export function targetOf({ table, target }: Problem): Feature[] {
  return target.flatMap((index) => table.features[index] ?? []);
}

/**
 * Every route to features of the last layer.
 * @param most undefined is returned when there are more.
 */
export function everyRoute(table: MoveTable, target: readonly Feature[], most: number): Route[] | undefined {
  let routes: { steps: Route; needed: ReadonlySet<Feature> }[] = [{ steps: [], needed: new Set(target) }];
  for (const moves of table.layers.toReversed()) {
    const count = routes.reduce((sum, { needed }) => sum + countTo(moves, needed), 0);
    if (count > most) return undefined;
    routes = routes.flatMap(({ steps, needed }) =>
      stepsTo(moves, needed).map((step) => ({ steps: [step, ...steps], needed: neededBy(step) })),
    );
  }
  return routes
    .filter(({ needed }) => [...needed].every((feature) => table.input.has(feature)))
    .map(({ steps }) => steps);
}

/** True when no layer pays for anything. */
export function isLazy(route: Route): boolean {
  return route.every(({ pays }) => !pays);
}

/** The route that a solved assignment takes. */
export function routeOf({ table, ...problem }: Problem, { layers }: Trace): Route {
  let needed: ReadonlySet<Feature> = new Set(targetOf({ table, ...problem }));
  const steps = layers.toReversed().map(({ move, applications }): Step => {
    const taken = applications.toReversed().map(({ ways, met }): Passage => {
      const chosen = new Map<Feature, Alternative>();
      table.features.forEach((feature, index) => {
        const way = ways[index]?.source;
        if (way && needed.has(feature)) chosen.set(feature, way);
      });
      needed = featuresIn([...chosen.values()]);
      return { ways: chosen, ...(met && { met: met.source }) };
    });
    const step = stepOf(move.source, taken.reverse());
    needed = neededBy(step);
    return step;
  });
  return steps.reverse();
}

/**
 * What must be at least 1 for the energy to suffice for a route: E over every cost and over the readout, and each
 * parameter within its bounds. Each parameter is a variable.
 * @returns the products, and the names of the parameters.
 */
export function demandsOf(route: Route, problem: Problem): { atLeastOne: Monomial[]; parameters: string[] } {
  const budget = Monomial.size(energy);
  const parameters: string[] = [];
  const atLeastOne: Monomial[] = [];
  let kernel: ReadonlyMap<Feature, Monomial> = problem.table.input;
  const at = ({ constant, powers }: Product): Monomial =>
    powers.reduce((product, [feature, power]) => product.times(found(kernel, feature).power(power)), constant);
  route.forEach(({ move, applications, pays }, layer) => {
    const name = `#parameter${layer + 1}`;
    const parameter = Monomial.size(name);
    if (pays && move.parameter) {
      const { cost, lower, upper, requires } = move.parameter;
      parameters.push(name);
      if (requires) atLeastOne.push(at(requires));
      atLeastOne.push(budget.over(at(cost).times(parameter)), at(upper).over(parameter));
      if (lower) atLeastOne.push(parameter.over(at(lower)));
    }
    applications.forEach(({ ways, met }, time) => {
      const isInKernel = (cap: Cap): boolean => cap.powers.every(([feature]) => kernel.has(feature));
      // What counts is the parameter where no cap is met, else the one that is met.
      const counts = pays && met && isInKernel(met) ? at(met) : parameter;
      const caps = pays ? (move.again?.[time - 1]?.caps.filter(isInKernel).map(at) ?? []) : [];
      atLeastOne.push(...[parameter, ...caps].map((most) => most.over(counts)).filter((ratio) => !ratio.isOne));
      kernel = new Map(
        [...ways].map(([feature, way]) => [feature, at(way).over(counts.power(way.parameterPower))] as const),
      );
    });
  });
  for (const feature of targetOf(problem)) {
    if (kernel.has(feature)) atLeastOne.push(budget.over(problem.readout.times(found(kernel, feature))));
  }
  return { atLeastOne, parameters };
}

/** At most how many steps lead to features: targets of high degree have very many, a layer applied again is not unfolded. */
function countTo(moves: readonly Move[], needed: ReadonlySet<Feature>): number {
  const waysOf = (move: Move): number =>
    [...needed].reduce<number>((product, feature) => product * (move.outgoing.get(feature)?.length ?? 0), 1);
  return moves.reduce((sum, move) => sum + (move.again ? Infinity : waysOf(move)), 0);
}

function stepsTo(moves: readonly Move[], needed: ReadonlySet<Feature>): Step[] {
  return moves.flatMap((move) => {
    const choices = [...needed].reduce<(readonly (readonly [Feature, Alternative])[])[]>(
      (chosen, feature) =>
        chosen.flatMap((ways) => (move.outgoing.get(feature) ?? []).map((way) => [...ways, [feature, way] as const])),
      [[]],
    );
    // A pattern that boosts nothing on the way is the lazy layer again.
    return choices
      .map((ways) => stepOf(move, [{ ways: new Map(ways) }]))
      .filter(({ pays }) => pays || move.parameter === undefined);
  });
}

function stepOf(move: Move, applications: readonly Passage[]): Step {
  const isBoosted = ({ ways }: Passage): boolean => [...ways.values()].some(({ parameterPower }) => parameterPower > 0);
  return { move, applications, pays: move.parameter !== undefined && applications.some(isBoosted) };
}

function neededBy({ move, applications, pays }: Step): ReadonlySet<Feature> {
  const { cost, lower, upper, requires } = (pays && move.parameter) || {};
  return featuresIn([...(applications[0]?.ways.values() ?? []), cost, lower, upper, requires]);
}

function featuresIn(products: readonly (Product | undefined)[]): ReadonlySet<Feature> {
  return new Set(products.flatMap((product) => product?.powers.map(([feature]) => feature) ?? []));
}

function found(kernel: ReadonlyMap<Feature, Monomial>, feature: Feature): Monomial {
  const value = kernel.get(feature);
  if (!value) throw new RangeError('a route leads to a feature that is not in the kernel');
  return value;
}
