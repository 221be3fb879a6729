import { numericTarget } from '../../network/target.js';
import type { PlannedNetwork, PlannedTarget } from '../../plan.js';
import type { DataSet } from './data-set.js';

/**
 * What outputs are multiplied with and summed over inputs for their alignment: <f, y> / <y, y>, or that of one component of y,
 * <f, y_c> / <y_c, y_c>.
 *
 * Components are orthogonal over all inputs, not over a sample of them, where f's lower components would show in a higher one by one over the root of
 * their number. So the others are taken out of y_c first: f = sum_c a_c y_c gives a_c exactly.
 * @param component its degree; the whole of y where there is none.
 */
export function alignmentWeights(
  { network: { input }, target }: { readonly network: PlannedNetwork; readonly target: PlannedTarget },
  { x, y }: DataSet,
  component?: number,
): Float64Array {
  if (component === undefined || target.kind !== 'hermite') return scaled(y, 1 / product(y, y));
  const size = Math.hypot(...target.terms.map(({ coefficient }) => coefficient));
  const others: Float64Array[] = [];
  const alone = target.terms.map((term) => ({
    degree: term.degree,
    // Of unit norm on its own, and its share of y.
    values: numericTarget({ ...target, terms: [term] }, input)(x, y.length),
    share: Math.abs(term.coefficient) / size,
  }));
  for (const { degree, values } of alone) if (degree !== component) others.push(without(values, others));
  const own = alone.find(({ degree }) => degree === component);
  if (!own) throw new RangeError(`the target has no component of degree ${component}`);
  const rest = without(own.values, others);
  return scaled(rest, 1 / (own.share * product(own.values, rest)));
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

const scaled = (values: Float64Array, factor: number): Float64Array => values.map((value) => factor * value);

/** The sum of products. */
export function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] as number) * (b[index] as number);
  return sum;
}
