import { attentiveOfQuery, mixtureNorm, numericTarget } from '../../network/target.js';
import type { PlannedNetwork, PlannedTarget } from '../../plan.js';
import { formFeature } from '../../../theory/features.js';
import { featureOf } from '../../../theory/targets/component.js';
import type { Feature } from '../../../theory/index.js';
import type { DataSet } from './data-set.js';

/**
 * What outputs are multiplied with and summed over inputs for their alignment: <f, y> / <y, y>, or that of one component of y,
 * <f, y_c> / <y_c, y_c>.
 *
 * Components are orthogonal over all inputs, not over a sample of them, where f's lower components would show in a higher one by one over the root of
 * their number. So the others are taken out of y_c first: f = sum_c a_c y_c gives a_c exactly. Where the query passes beside attention, the
 * component is the attentive target less all that is a function of the query alone.
 * @param component its degree; the whole of y where there is none.
 */
export function alignmentWeights(
  { network, target }: { readonly network: PlannedNetwork; readonly target: PlannedTarget },
  { x, y }: DataSet,
  component?: Feature,
): Float64Array {
  if (queryPasses({ network, target })) {
    const ofQuery = attentiveOfQuery(network.input)(x, y.length);
    return componentWeights(sum(y, ofQuery, -1), [ofQuery]);
  }
  if (component === undefined || target.kind === 'attentive') return scaled(y, 1 / product(y, y));
  const alone = componentsAlone(target, network).map((one) => ({
    feature: one.feature,
    values: scaled(numericTarget(one.target, network.input)(x, y.length), one.share),
  }));
  const own = alone.find(({ feature }) => feature === component);
  if (!own) throw new RangeError(`the target has no component of degree ${component}`);
  return componentWeights(
    own.values,
    alone.flatMap((one) => (one === own ? [] : [one.values])),
  );
}

/** True where an identity hands the query on beside attention: the attentive target overlaps with functions of it. */
export function queryPasses({
  network: { layers },
  target,
}: {
  readonly network: { readonly layers: readonly { readonly kind: string; readonly residual: boolean }[] };
  readonly target: { readonly kind: PlannedTarget['kind'] };
}): boolean {
  return target.kind === 'attentive' && layers.some(({ kind, residual }) => kind === 'attention' && residual);
}

/** A component of a target as one of its own, of unit norm, and what it is multiplied by in the target. */
interface Alone {
  readonly feature: Feature;
  readonly target: PlannedTarget;
  readonly share: number;
}

function componentsAlone(target: Exclude<PlannedTarget, { kind: 'attentive' }>, { input }: PlannedNetwork): Alone[] {
  if (target.kind !== 'mixture') {
    const size = Math.hypot(...target.terms.map(({ coefficient }) => coefficient));
    return target.terms.map((term) => ({
      feature: target.kind === 'hierarchical' ? formFeature(term.degree) : term.degree,
      target: { ...target, terms: [term] },
      share: Math.abs(term.coefficient) / size,
    }));
  }
  const features = [...new Set(target.terms.map(({ component }) => featureOf(component)))];
  return features.map((feature) => {
    // All terms, so that each direction keeps its axis.
    const terms = target.terms.map((term) =>
      featureOf(term.component) === feature ? term : { ...term, coefficient: 0 },
    );
    const alone = { ...target, terms };
    return { feature, target: alone, share: mixtureNorm(alone, input) / mixtureNorm(target, input) };
  });
}

/** The weights that give f = own + sum of others the alignment 1, and f of the others alone 0. */
function componentWeights(own: Float64Array, others: readonly Float64Array[]): Float64Array {
  const orthogonal: Float64Array[] = [];
  for (const other of others) orthogonal.push(without(other, orthogonal));
  const rest = without(own, orthogonal);
  return scaled(rest, 1 / product(own, rest));
}

/** What of a function is orthogonal to others, which are orthogonal to each other. */
function without(values: Float64Array, others: readonly Float64Array[]): Float64Array {
  const rest = values.slice();
  for (const other of others) {
    const factor = product(values, other) / product(other, other);
    for (let index = 0; index < rest.length; index++)
      rest[index] = (rest[index] as number) - factor * (other[index] as number);
  }
  return rest;
}

const sum = (one: Float64Array, other: Float64Array, factor: number): Float64Array =>
  one.map((value, index) => value + factor * (other[index] as number));

const scaled = (values: Float64Array, factor: number): Float64Array => values.map((value) => factor * value);

/** The sum of products. */
export function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] as number) * (b[index] as number);
  return sum;
}
