import type { Product } from '../kinds/index.js';
import { Monomial } from '../monomial.js';
import type { Feature } from '../study.js';
import type { Advice, NoAdvice } from './answer.js';
import { same, type Candidate, type DesignSpace } from './design-space.js';
import { minimise } from './linear-program.js';
import { energy, isLazy, targetOf } from './routes.js';
import type { Sizes } from './sizes-put-in.js';

const width = Monomial.size('#width');
const gap = Monomial.size('#gap');

/**
 * The largest width that all free sizes can have at once with some pattern that is not lazy costing no more than being
 * lazy does. A lazy network costs the largest over the target's features of the least over their routes: for one of the
 * features every lazy route must cost at least the energy.
 * @param finish makes the advice of the sizes.
 */
export function widest(space: DesignSpace, finish: (sizes: Sizes) => Advice): Advice | NoAdvice {
  const budget = Monomial.size(energy);
  const names = [...width.sizes, ...gap.sizes];
  const widths = [...space.free.map((name) => Monomial.size(name).over(width)), Monomial.constant(2).over(gap)];
  const candidates = targetOf(space.problem).flatMap((feature) => {
    const above = lazyEnergies(space, feature).map((lazy) => lazy.over(budget.times(gap)));
    return space.routes
      .filter((route) => !isLazy(route))
      .flatMap((route) => space.candidates(route, [...widths, gap, ...above], names))
      .filter((candidate) => learns(space, candidate));
  });
  if (candidates.length === 0) return { kind: 'none', reason: { code: 'never-learns-features' } };
  const best = space.best(candidates, [width.power(-1), budget, ...space.simplicity]);
  if (best === 'infeasible') return { kind: 'none', reason: { code: 'no-sizes-from-one' } };
  if (best !== 'unbounded') return finish(best);
  const advice = finish(new Map());
  return { ...advice, why: [{ code: 'grows-without-end', sizes: space.free }] };
}

/** What being lazy costs for one feature: the least of these. */
function lazyEnergies({ problem }: DesignSpace, feature: Feature): Monomial[] {
  let kernel: ReadonlyMap<Feature, readonly Monomial[]> = new Map(
    [...problem.table.input].map(([incoming, value]) => [incoming, [value]] as const),
  );
  for (const moves of problem.table.layers) {
    const lazy = moves.find(({ pattern }) => pattern === 'lazy');
    for (const { outgoing } of lazy ? [lazy, ...(lazy.again ?? [])] : []) {
      kernel = new Map(
        [...outgoing].map(([made, ways]) => [made, distinct(ways.flatMap((way) => productsOf(way, kernel)))] as const),
      );
    }
  }
  return (kernel.get(feature) ?? []).map((value) => problem.readout.times(value));
}

function productsOf(
  { constant, powers }: Product,
  kernel: ReadonlyMap<Feature, readonly Monomial[]>,
): readonly Monomial[] {
  return powers.reduce<readonly Monomial[]>(
    (products, [feature, power]) =>
      products.flatMap((product) => (kernel.get(feature) ?? []).map((value) => product.times(value.power(power)))),
    [constant],
  );
}

function distinct(monomials: readonly Monomial[]): Monomial[] {
  return [...new Map(monomials.map((monomial) => [monomial.toString(), monomial])).values()];
}

/** True when the route costs less than being lazy at some sizes: there, not only where both cost the same. */
function learns(space: DesignSpace, candidate: Candidate): boolean {
  const outcome = minimise(space.program(candidate, gap.power(-1)));
  return outcome.status === 'optimal' && outcome.value.log(space.fixed) < -same;
}
