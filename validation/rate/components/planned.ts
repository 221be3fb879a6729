import { plannedUnits, readoutDivisor } from '../../network/units.js';
import type { PlannedPoint, PlannedTarget } from '../../plan.js';
import { coefficientOf } from '../overlap.js';
import type { ComponentsProblem, PlannedComponent } from './energy.js';

/**
 * The problem of a planned point of one dense layer and a target of several components.
 * @throws RangeError for any other network or target.
 */
export function componentsAt({ network, target }: Pick<PlannedPoint, 'network' | 'target'>): ComponentsProblem {
  const { input, layers, output } = network;
  const [layer] = layers;
  if (input.kind !== 'gaussian' || !layer)
    throw new RangeError('components are held by a dense layer on gaussian data');
  const activation = layer.activation ?? '';
  const terms = termsOf(target);
  const norm = Math.sqrt(terms.reduce((sum, { coefficient }) => sum + coefficient ** 2, 0));
  const { units, spread } = plannedUnits(layer);
  return {
    components: terms.map(({ degrees, coefficient }): PlannedComponent => ({
      degrees,
      coefficient: coefficient / norm,
      held: coefficientOf(
        activation,
        degrees.reduce((sum, degree) => sum + degree, 0),
      ),
    })),
    dimension: input.dimension,
    width: units,
    chi: spread * readoutDivisor(output, units),
    variance: layer.sizes['variance'] ?? 1,
  };
}

/** The components of a target by their degrees along its directions; those that are alike are one. */
function termsOf(target: PlannedTarget): { readonly degrees: readonly number[]; readonly coefficient: number }[] {
  const parts =
    target.kind === 'hermite'
      ? target.terms.map(({ degree, coefficient }) => ({ factors: [{ direction: '', degree }], coefficient }))
      : target.kind === 'mixture'
        ? target.terms.flatMap(({ component, coefficient }) =>
            component.kind === 'hermite' ? [{ factors: component.factors, coefficient }] : [],
          )
        : [];
  const directions = [...new Set(parts.flatMap(({ factors }) => factors.map(({ direction }) => direction)))];
  const sums = new Map<string, { degrees: number[]; coefficient: number }>();
  for (const { factors, coefficient } of parts) {
    const degrees = directions.map((name) => factors.find(({ direction }) => direction === name)?.degree ?? 0);
    const known = sums.get(degrees.join())?.coefficient ?? 0;
    sums.set(degrees.join(), { degrees, coefficient: known + coefficient });
  }
  return [...sums.values()].filter(({ coefficient }) => coefficient !== 0);
}
