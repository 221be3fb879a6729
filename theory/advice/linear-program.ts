import Fraction from 'fraction.js';
import { Monomial, type ReferenceSizes } from '../monomial.js';
import { simplex, type Row } from './simplex.js';

/**
 * Positive variables, products of them that must be at least 1, and a product to be made small. In logarithms that is a
 * linear program: exponents are its matrix, and what else a product holds is its right-hand side.
 */
export interface MonomialProgram {
  readonly objective: Monomial;
  readonly atLeastOne: readonly Monomial[];
  /** The names that are variables; every other name in the products is a fixed size. */
  readonly variables: readonly string[];
  /** Of the fixed sizes: they decide which of two constants is the larger, nothing else. */
  readonly reference: ReferenceSizes;
}

/** The least value as an exact product of fixed sizes, and where it is had. */
export interface Optimum {
  readonly status: 'optimal';
  readonly value: Monomial;
  readonly at: ReadonlyMap<string, Monomial>;
}

export type ProgramOutcome = Optimum | { readonly status: 'infeasible' | 'unbounded' };

const one = new Fraction(1);
const minusOne = new Fraction(-1);
const none = new Fraction(0);

/** A variable, or half of one that may be below 1: it is the quotient of two that may not. */
interface Column {
  readonly variable: string;
  readonly sign: Fraction;
}

/** Solves a program exactly, by the simplex method with Bland's rule. */
export function minimise({ objective, atLeastOne, variables, reference }: MonomialProgram): ProgramOutcome {
  const names = new Set(variables);
  const bounded = new Set(atLeastOne.flatMap((product) => lowerBoundOf(product, names) ?? []));
  const columns = variables.flatMap((variable): Column[] => [
    { variable, sign: one },
    ...(bounded.has(variable) ? [] : [{ variable, sign: minusOne }]),
  ]);
  const along = (product: Monomial): Fraction[] =>
    columns.map(({ variable, sign }) => product.exponentOf(variable).mul(sign));
  const rows = atLeastOne
    .filter((product) => !lowerBoundOf(product, names))
    .map((product): Row => ({ coefficients: along(product), atLeast: fixedPart(product, names).power(-1) }));
  const outcome = simplex(along(objective), rows, reference);
  if (typeof outcome === 'string') return { status: outcome };
  const at = new Map(variables.map((variable) => [variable, Monomial.one]));
  columns.forEach(({ variable, sign }, index) => {
    const value = outcome[index];
    if (value) at.set(variable, (at.get(variable) ?? Monomial.one).times(value.power(sign)));
  });
  return { status: 'optimal', value: objective.substitute(at), at };
}

/** The variable of which a product says only that it is at least 1. */
function lowerBoundOf(product: Monomial, variables: ReadonlySet<string>): string | undefined {
  const [name, ...others] = product.exponents.keys();
  if (name === undefined || others.length > 0 || !variables.has(name)) return undefined;
  return product.constantPart.isOne && product.exponentOf(name).compare(none) > 0 ? name : undefined;
}

/** A product with its variables left out. */
function fixedPart(product: Monomial, variables: ReadonlySet<string>): Monomial {
  return product.substitute(new Map([...variables].map((name) => [name, Monomial.one])));
}
