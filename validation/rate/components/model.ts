import { plannedUnits, readoutDivisor } from '../../network/units.js';
import type { PlannedPoint, PlannedTarget } from '../../plan.js';
import { coefficientOf } from '../overlap.js';
import type { ComponentsProblem, PlannedComponent } from './energy.js';
import type { Factor, Study } from '../../../theory/index.js';
import { namedDirections, targetComponents } from '../../../theory/target.js';
import { sizesOfLayers } from '../model.js';
import type { MeasurementMessage } from '../../messages.js';
import type { RateModel } from '../model.js';
import { searchComponents } from './search.js';
import type { Point } from '../../result.js';
import { neglectedTerms } from '../shared-terms.js';

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
  const terms = componentsOf(target);
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

interface Part {
  readonly factors: readonly Factor[];
  readonly coefficient: number;
}

/** The products of Hermite polynomials of a target. */
function partsOf(target: PlannedTarget): readonly Part[] {
  switch (target.kind) {
    case 'hermite':
      return target.terms.map(({ degree, coefficient }) => ({ factors: [{ direction: '', degree }], coefficient }));
    case 'mixture':
      return target.terms.flatMap(({ component, coefficient }) =>
        component.kind === 'hermite' ? [{ factors: component.factors, coefficient }] : [],
      );
    case 'attentive':
    case 'hierarchical':
      return [];
  }
}

/** The Hermite components of a target by their degrees along its directions; those that are alike are one. */
export function componentsOf(
  target: PlannedTarget,
): { readonly degrees: readonly number[]; readonly coefficient: number }[] {
  const parts = partsOf(target);
  const directions = [...new Set(parts.flatMap(({ factors }) => factors.map(({ direction }) => direction)))];
  const sums = new Map<string, { degrees: number[]; coefficient: number }>();
  for (const { factors, coefficient } of parts) {
    const degrees = directions.map((name) => factors.find(({ direction }) => direction === name)?.degree ?? 0);
    const before = sums.get(degrees.join())?.coefficient ?? 0;
    sums.set(degrees.join(), { degrees, coefficient: before + coefficient });
  }
  return [...sums.values()].filter(({ coefficient }) => coefficient !== 0);
}

/** With more components than these there are too many choices of units. */
const mostComponents = 4;
/** A grid over more directions than these takes too long. */
const mostDirections = 2;

/** What stands in the way of measuring one dense layer with a target of several components; undefined where nothing does. */
export function unsupportedComponents({
  network,
  target,
}: Pick<Study, 'network' | 'target'>): MeasurementMessage | undefined {
  const { input, layers } = network;
  const [layer, ...others] = layers;
  if (input.kind !== 'gaussian' || layer?.kind !== 'dense' || layer.residual || others.length > 0) {
    return { code: 'components-need-one-layer', target: target.name };
  }
  if (input.signal) return { code: 'components-with-signal', target: target.name };
  if (target.kind === 'hermite' && !target.directions.isOne)
    return { code: 'components-in-directions', target: target.name };
  const components = targetComponents(target);
  if (components.some(({ feature }) => feature === 'attentive'))
    return { code: 'attentive-beside-others', target: target.name };
  if (components.length > mostComponents)
    return { code: 'too-many-components', target: target.name, most: mostComponents };
  if (namedDirections(target).length > mostDirections)
    return { code: 'directions-past-measurable', target: target.name, most: mostDirections };
  return undefined;
}

/** The model of one plain dense layer on gaussian(d) and a target of several components, in one direction or two. */
export function componentsModel({ network }: Study): RateModel {
  const { input } = network;
  if (input.kind !== 'gaussian') throw new RangeError('components are held on gaussian data');
  return {
    method: { kind: 'components' },
    dimension: input.dimension,
    counts: sizesOfLayers(network),
    seenAt: async (planned, pause) => (await searchComponents(componentsAt(planned), 0, pause)).lowest.pattern,
  };
}

/**
 * Measures points by the method `components`: the lowest saddle of U at full alignment with every component at once (docs/validation.md, "Several
 * components").
 * @returns a function that measures one point; `pause` is awaited between minimisations and may throw to stop.
 */
export function componentsSaddle(): (planned: PlannedPoint, pause: () => Promise<void>) => Promise<Point> {
  return async (planned, pause) => {
    const problem = componentsAt(planned);
    const { lowest, spread } = await searchComponents(problem, planned.seed, pause);
    const { groups, gain } = lowest.state;
    const units = groups.reduce((sum, group) => sum + group.units, 0);
    return {
      sizes: planned.sizes,
      seed: planned.seed,
      value: lowest.energy,
      error: lowest.tolerance + neglectedTerms(lowest.lambda, [{ width: problem.width, units }]),
      seen: {
        pattern: lowest.pattern,
        units,
        ...Object.fromEntries(
          groups.flatMap((group, index) => [
            [`units${index + 1}`, group.units],
            ...group.along.map((m, axis) => [`overlap${index + 1}_${axis + 1}`, m] as const),
          ]),
        ),
        gain,
        cost: lowest.cost,
        lambda: lowest.lambda,
        energyWithoutUnits: spread.energy,
        tolerance: lowest.tolerance,
      },
    };
  };
}
