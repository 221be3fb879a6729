import type { ReferenceSizes } from '../monomial.js';
import type { Study } from '../study.js';
import { freeSizes } from '../free-sizes.js';

/** A place in a plane of two sizes, in natural logarithms. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Natural logarithms between which a size is shown. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Two sizes that move while the others are held. */
export interface Plane {
  readonly x: string;
  readonly y: string;
  /** Where every size stands; those of x and y are the reference point. */
  readonly reference: ReferenceSizes;
  readonly across: Span;
  readonly up: Span;
}

/** Sizes at a point of the plane, the others held. */
export function sizesAt(plane: Plane, point: Point): ReferenceSizes {
  return new Map(plane.reference).set(plane.x, Math.exp(point.x)).set(plane.y, Math.exp(point.y));
}

/** How far beyond the largest size a frame goes when nobody says otherwise, as a power of it. */
const beyond = 1.5;

/**
 * From 1 to beyond the study's largest size, the same for both axes, so that equal sizes lie on the diagonal.
 * The end is a power of ten.
 */
export function spanOf({ reference }: Pick<Study, 'reference'>): Span {
  const largest = Math.max(10, ...reference.values());
  return { from: 0, to: Math.ceil(beyond * Math.log10(largest) - 1e-9) * Math.LN10 };
}

/**
 * The plane of two sizes of a study.
 * @throws RangeError when one of them is no free size of the study, or both are the same.
 */
export function planeOf(study: Study, x: string, y: string, across = spanOf(study), up = across): Plane {
  const free = freeSizes(study);
  for (const name of [x, y]) {
    if (free.includes(name)) continue;
    throw new RangeError(
      `${name} is no free size of ${study.name}: ${free.length === 0 ? 'it has none' : `choose among ${free.join(', ')}`}.`,
    );
  }
  if (x === y) throw new RangeError(`a diagram needs two sizes, and both are ${x}.`);
  return { x, y, reference: study.reference, across, up };
}
