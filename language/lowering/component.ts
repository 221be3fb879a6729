import * as ast from '../generated/ast.js';
import { targetFunctions } from '../../theory/functions.js';
import { highestDegree } from '../../theory/solving/trace.js';
import type { Factor, FunctionTerm, MixtureTerm } from '../../theory/study.js';
import { unnamedDirection } from '../../theory/targets/component.js';
import { exactNumber } from './numeric.js';

export { highestDegree };

/** The only degree of the attention target that the theory knows. */
export const attentiveDegree = 3;

/** The largest a of f(a x): beyond it next to nothing is left of low degrees. */
export const largestFrequency = 10;

/** How the argument of a function is written. */
export const functionVariable = 'x';

/** A product of Hermite polynomials with its weight. */
interface Product {
  readonly factors: readonly Factor[];
  readonly coefficient: number;
}

/**
 * What a term of a target adds up to: a function by its name is a sum of components, a product of sums is one of products.
 * @returns undefined while anything in it is broken, missing or not supported.
 */
export function termComponents(term: ast.TargetTerm): MixtureTerm[] | undefined {
  const weight = coefficientOf(term);
  const { component, factors } = term;
  if (!weight || !component) return undefined;
  if (ast.isAttentiveComponent(component)) {
    const degree = wholeNumber(component.degree);
    if (degree !== attentiveDegree || factors.length > 0) return undefined;
    return [{ component: { kind: 'attentive', degree }, coefficient: weight }];
  }
  let products: Product[] = [{ factors: [], coefficient: weight }];
  for (const factor of [component, ...factors]) {
    const expansion = expanded(factor);
    if (!expansion) return undefined;
    products = products.flatMap((product) => expansion.map((one) => times(product, one)));
  }
  const isProduct = products.every(({ factors: all }) => isOrthogonal(all) && totalDegree(all) <= highestDegree);
  if (!isProduct) return undefined;
  return products.map(({ factors: all, coefficient }) => ({
    component: { kind: 'hermite', factors: all },
    coefficient,
  }));
}

/** The Hermite components of he(n) and of a function along one direction; undefined for anything else. */
function expanded(component: ast.TargetComponent): Product[] | undefined {
  if (ast.isHermiteComponent(component)) {
    const degree = hermiteDegree(component.degree);
    if (degree === undefined) return undefined;
    return [{ factors: [{ direction: directionOf(component), degree }], coefficient: 1 }];
  }
  if (!ast.isFunctionComponent(component)) return undefined;
  const degrees = functionDegrees(component);
  if (!degrees) return undefined;
  const direction = directionOf(component);
  return degrees.map(({ degree, coefficient }) => ({ factors: [{ direction, degree }], coefficient }));
}

function times(left: Product, right: Product): Product {
  const factors = [...left.factors, ...right.factors];
  factors.sort((one, other) => (one.direction < other.direction ? -1 : 1));
  return { factors, coefficient: left.coefficient * right.coefficient };
}

/** The direction along which a component lies. */
export function directionOf({ direction }: ast.HermiteComponent | ast.FunctionComponent): string {
  return direction ?? unnamedDirection;
}

function isOrthogonal(factors: readonly Factor[]): boolean {
  return new Set(factors.map(({ direction }) => direction)).size === factors.length;
}

/** The degree of a product: those of its factors together. */
function totalDegree(factors: readonly Factor[]): number {
  return factors.reduce((sum, { degree }) => sum + degree, 0);
}

/** The components of a function up to the degree that is asked for; undefined while it is broken. */
export function functionDegrees(
  component: ast.FunctionComponent,
): { readonly degree: number; readonly coefficient: number }[] | undefined {
  const known = targetFunctions.get(component.function);
  const highest = hermiteDegree(component.degree);
  const a = frequencyOf(component);
  if (!known || highest === undefined || a === undefined) return undefined;
  return Array.from({ length: highest }, (_, index) => index + 1)
    .map((degree) => ({ degree, coefficient: known.coefficient(degree, a) }))
    .filter(({ coefficient }) => coefficient !== 0);
}

/** A function with its weight, whole; undefined while it is broken. */
export function functionTerm(component: ast.FunctionComponent, coefficient: number): FunctionTerm | undefined {
  const known = targetFunctions.get(component.function);
  const a = frequencyOf(component);
  return known && a !== undefined ? { function: known.name, a, coefficient } : undefined;
}

/** a of f(a x): 1 where nothing is said; undefined where it is not a number above 0 and within bounds times x. */
export function frequencyOf({ argument }: ast.FunctionComponent): number | undefined {
  if (!argument) return 1;
  const a = argument.frequency === undefined ? 1 : exactNumber(argument.frequency)?.valueOf();
  if (argument.variable !== functionVariable || a === undefined || a <= 0 || a > largestFrequency) return undefined;
  return a;
}

/** The degree of a Hermite component: a whole number from 1 to 20, else undefined. */
export function hermiteDegree(text: string | undefined): number | undefined {
  const degree = wholeNumber(text);
  return degree !== undefined && degree >= 1 && degree <= highestDegree ? degree : undefined;
}

/** The degree of a form: a whole number from 2 to 20, else undefined. */
export function formDegree(text: string | undefined): number | undefined {
  const degree = hermiteDegree(text);
  return degree === 1 ? undefined : degree;
}

/** The signed coefficient of a term; undefined when it is out of range. */
export function coefficientOf(term: ast.TargetTerm): number | undefined {
  const value = term.coefficient === undefined ? 1 : exactNumber(term.coefficient)?.valueOf();
  return value === undefined ? undefined : term.sign === '-' ? -value : value;
}

function wholeNumber(text: string | undefined): number | undefined {
  const value = text === undefined ? undefined : exactNumber(text);
  return value?.d === 1n ? value.valueOf() : undefined;
}
