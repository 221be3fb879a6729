import type { TheoryMessageOf } from './messages.js';
import type { Pattern } from './prediction.js';
import { bestAssignment, problemAt, problemOf, solutionOf } from './solving/problem.js';
import type { Feature, Study } from './study.js';
import { targetComponents } from './target.js';

/** A component with less than this share of <y,y> is small. */
const smallShare = 0.01;

/**
 * The components of a target that hold less than 1 % of its variance and raise P*. A squared error of that share is left without them
 * (derived).
 * @param winner the best pattern for the whole target.
 * @returns nothing where no small component raises P*.
 */
export function smallComponents(
  { network, target, ridge, reference }: Study,
  { energy }: Pattern,
): TheoryMessageOf<'small-components-decide'>[] {
  const components = targetComponents(target);
  const shares = new Map<Feature, number>();
  for (const { feature, weight } of components) shares.set(feature, (shares.get(feature) ?? 0) + weight);
  const isSmall = (feature: Feature): boolean => (shares.get(feature) ?? 0) < smallShare;
  if (!components.some(({ feature }) => isSmall(feature))) return [];
  const problem = problemOf(network, target);
  const energyOf = (isKept: (feature: Feature) => boolean) => {
    const kept = problem.target.filter((index) => isKept(problem.table.features[index] ?? 1));
    const restricted = { ...problem, target: kept };
    const best = bestAssignment(problemAt(restricted, reference));
    return best && solutionOf(restricted, best).form.energy;
  };
  const without = energyOf((feature) => !isSmall(feature));
  if (!without || without.log(reference) >= energy.log(reference) - 1e-9) return [];
  const deciding = components.filter(({ feature }) => {
    const raised = isSmall(feature) && energyOf((other) => other === feature || !isSmall(other));
    return raised && raised.log(reference) > without.log(reference) + 1e-9;
  });
  return [
    {
      code: 'small-components-decide',
      components: deciding.map(({ name }) => name),
      share: deciding.reduce((sum, { weight }) => sum + weight, 0),
      samples: ridge.times(energy),
      without: ridge.times(without),
      reference,
    },
  ];
}
