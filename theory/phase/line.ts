import type Fraction from 'fraction.js';
import { Monomial } from '../monomial.js';
import type { Plane, Point } from './plane.js';

/** A monomial equation of the plane, solved for one of its two sizes: `variable = at`. */
export interface Equation {
  readonly variable: string;
  readonly at: Monomial;
}

/**
 * A line of the plane in logarithms: `a log x + b log y + c = 0`. The normal is rational and scaled so that its first
 * part that is not 0 is 1; `c` is taken at the sizes that are held.
 */
export interface Line {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  /** Absent for the sides of the frame and for cuts that stand for no equation. */
  readonly equation?: Equation;
  /** The same for lines that are the same. */
  readonly key: string;
}

/** Where a point lies: positive on one side, negative on the other, with the distance in log sizes. */
export function distance({ a, b, c }: Line, { x, y }: Point): number {
  return (a * x + b * y + c) / Math.hypot(a, b);
}

/** The line of given numbers. */
export function lineOf(a: number, b: number, c: number, equation?: Equation): Line {
  return {
    a,
    b,
    c,
    key: `${a.toPrecision(12)} ${b.toPrecision(12)} ${c.toFixed(9)}`,
    ...(equation ? { equation } : {}),
  };
}

/** The line on which two monomials are equal; undefined when the plane's two sizes drop out of their ratio. */
export function equalityLine(plane: Plane, left: Monomial, right: Monomial): Line | undefined {
  const ratio = left.over(right);
  const [onX, onY] = [ratio.exponentOf(plane.x), ratio.exponentOf(plane.y)];
  const isUpright = !onX.equals(0);
  const leading: Fraction = isUpright ? onX : onY;
  if (leading.equals(0)) return undefined;
  const variable = isUpright ? plane.x : plane.y;
  // variable^1 * rest = 1 is the line, so variable = 1/rest.
  const at = ratio.power(leading.inverse()).over(Monomial.size(variable)).power(-1);
  const rest = at.over(Monomial.size(plane.y).power(at.exponentOf(plane.y)));
  const held = -rest.log(plane.reference);
  const equation = { variable, at };
  return isUpright ? lineOf(1, onY.div(onX).valueOf(), held, equation) : lineOf(0, 1, held, equation);
}

/** Where two lines meet; undefined when they are parallel. */
export function meeting(one: Line, other: Line): Point | undefined {
  const determinant = one.a * other.b - other.a * one.b;
  if (Math.abs(determinant) < 1e-12) return undefined;
  return {
    x: (one.b * other.c - other.b * one.c) / determinant,
    y: (other.a * one.c - one.a * other.c) / determinant,
  };
}
