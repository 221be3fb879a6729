import { gaussLegendre } from './gauss-legendre.js';
import { targetFunctions } from './functions.js';
import type { HermiteTarget } from './targets/index.js';

/** A function of z = w.x, and its derivative. */
interface Profile {
  value(z: number): number;
  slope(z: number): number;
}

/** A piece of z on which the profile is monotone. `low` and `high` are its values at the ends. */
interface Branch {
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
  readonly isRising: boolean;
}

/** Beyond it a Gaussian has next to no mass: 2e-17. */
const farthest = 8.5;
/** Functions with a name bend or jump at 0: pieces begin beside it. */
const beside = 1e-9;
/** Between two of so many points on each side of 0 a slope changes its sign once at most. */
const points = 1700;
/** Smaller differences of values, relative to the profile's range, are rounding. */
const rounding = 1e-12;
/** Smaller information is lost in rounding. */
const leastInformation = 1e-12;

/**
 * How many samples a dimension reveal the direction w of labels Y = g(Z), Z = w.x: n/d ~ 1/E[E(h(Z)|Y)^2] with h(z) = z for the
 * generative exponent 1 and h(z) = z^2 - 1 for 2 (published: Damian, Pillaud-Vivien, Lee, Bruna, arXiv:2403.05529; Mondelli,
 * Montanari, arXiv:1708.05932). Labels have no noise. E(h|Y = y) is the mean of h over the preimages of y with weights phi(z)/|g'(z)|.
 *
 * It is integrated between each two values at which preimages appear or end. Error below 1e-6 (test/theory/recovery.test.ts).
 * @param target along one direction; a function with a name counts whole, not up to its degree.
 * @returns undefined where it is above 1e12.
 */
export function recoveryConstant(target: HermiteTarget, generativeExponent: 1 | 2): number | undefined {
  const information = informationOf(profileOf(target), generativeExponent === 1 ? (z) => z : (z) => z ** 2 - 1);
  return information > leastInformation ? 1 / information : undefined;
}

/** True when the target has even degrees alone, those of its functions above their degree included. */
export function isEven(target: HermiteTarget): boolean {
  const isOddTerm = ({ degree, coefficient }: { degree: number; coefficient: number }): boolean =>
    degree % 2 === 1 && coefficient !== 0;
  if (hermiteSum(target.terms).some((coefficient, degree) => isOddTerm({ degree, coefficient }))) return false;
  if (!target.profile) return true;
  const profile = profileOf(target);
  const tolerance = 1e-9 * rangeOf(profile);
  return grid().every((z) => Math.abs(profile.value(z) - profile.value(-z)) <= tolerance);
}

/** The target's function without its mean, its largest coefficient scaled to 1: neither changes what labels reveal. */
function profileOf({ terms, profile }: HermiteTarget): Profile {
  const parts = profile ?? terms;
  const largest = Math.max(...parts.map(({ coefficient }) => Math.abs(coefficient)));
  const degrees = hermiteSum(parts.filter((part) => 'degree' in part)).map((coefficient) => coefficient / largest);
  const functions = parts.flatMap((part) => {
    const known = 'function' in part && targetFunctions.get(part.function);
    return known ? [{ known, a: part.a, coefficient: part.coefficient / largest }] : [];
  });
  // The derivative of the polynomial of degree n is sqrt(n) times the one before.
  const slopes = degrees.slice(1).map((coefficient, index) => coefficient * Math.sqrt(index + 1));
  return {
    value: (z) =>
      functions.reduce((sum, { known, a, coefficient }) => sum + coefficient * known.value(z, a), valueAt(degrees, z)),
    slope: (z) =>
      functions.reduce((sum, { known, a, coefficient }) => sum + coefficient * known.slope(z, a), valueAt(slopes, z)),
  };
}

/** Coefficients by degree, from 0. */
function hermiteSum(terms: readonly { readonly degree: number; readonly coefficient: number }[]): number[] {
  const sums = Array.from({ length: Math.max(0, ...terms.map(({ degree }) => degree + 1)) }, () => 0);
  for (const { degree, coefficient } of terms) sums[degree] = (sums[degree] ?? 0) + coefficient;
  return sums;
}

/** The sum of c_n He_n(z)/sqrt(n!), by the recursion of the polynomials of unit norm. */
function valueAt(coefficients: readonly number[], z: number): number {
  let [before, now, sum] = [0, 1, 0];
  for (let n = 0; n < coefficients.length; n++) {
    sum += (coefficients[n] ?? 0) * now;
    [before, now] = [now, (z * now - Math.sqrt(n) * before) / Math.sqrt(n + 1)];
  }
  return sum;
}

/** E[E(h(Z)|Y)^2]. */
function informationOf(profile: Profile, h: (z: number) => number): number {
  const range = rangeOf(profile);
  if (!(range > 0)) return 0;
  const sides = [-1, 1].map((side) => grid().map((z) => side * z));
  const isFlat = (side: readonly number[]): boolean => spread(side.map(profile.value)) <= rounding * range;
  const branches = sides.filter((side) => !isFlat(side)).flatMap((side) => branchesOf(profile, side));
  return fromAtoms(profile, sides.filter(isFlat), h, range) + fromBranches(profile, branches, h, range);
}

/** A label that a whole side of 0 has: its probability is 1/2, and the mean of z there is +-sqrt(2/pi), that of z^2 - 1 is 0. */
function fromAtoms(
  { value }: Profile,
  sides: readonly (readonly number[])[],
  h: (z: number) => number,
  range: number,
): number {
  const meanOn = (sign: number): number => (h(sign) - h(-sign)) / 2 / Math.sqrt(Math.PI / 2);
  const atoms = sides.map(([z = 0]) => ({ label: value(z), mean: meanOn(Math.sign(z)) }));
  const [one, other] = atoms;
  // Both sides with one label: it says nothing.
  if (one && other && Math.abs(one.label - other.label) <= rounding * range) return 0;
  return atoms.reduce((sum, { mean }) => sum + mean ** 2 / 2, 0);
}

function fromBranches(profile: Profile, branches: readonly Branch[], h: (z: number) => number, range: number): number {
  const values = branches.flatMap(({ low, high }) => [low, high]).sort((one, other) => one - other);
  const isApart = (low: number, high: number): boolean =>
    high - low > rounding * (range + Math.abs(low) + Math.abs(high));
  return sumOver(values, (low, high) => {
    const across = branches.filter((branch) => branch.low < (low + high) / 2 && (low + high) / 2 < branch.high);
    const [first] = across;
    if (!first || !isApart(low, high)) return 0;
    const spans = across.map((branch) => {
      const ends = [inverse(profile, branch, low), inverse(profile, branch, high)];
      return { from: Math.min(...ends), to: Math.max(...ends) };
    });
    const longest = spans.reduce((best, one) => (one.to - one.from > best.to - best.from ? one : best));
    const inside = Array.from({ length: 2 * Math.ceil(farthest) }, (_, index) => index - Math.ceil(farthest)).filter(
      (z) => z > longest.from && z < longest.to,
    );
    // One preimage: a label tells z itself.
    if (across.length === 1) {
      const places = [longest.from, ...inside, longest.to];
      return sumOver(places, (from, to) => integral(from, to, (z) => gaussian(z) * h(z) ** 2));
    }
    const cuts = [low, ...inside.map((z) => profile.value(z)).sort((one, other) => one - other), high];
    return sumOver(cuts, (from, to) => (isApart(from, to) ? betweenLabels(profile, across, from, to, h) : 0));
  });
}

/** The integral over the labels from `low` to `high`, at all of which the same branches have preimages. */
function betweenLabels(
  profile: Profile,
  branches: readonly Branch[],
  low: number,
  high: number,
  h: (z: number) => number,
): number {
  const half = (high - low) / 2;
  const places: number[] = [];
  // With label = middle - half cos(angle), what is infinite like an inverse square root at an end is smooth.
  return integral(0, Math.PI, (angle) => {
    const label = low + half * (1 - Math.cos(angle));
    let [mass, moment] = [0, 0];
    branches.forEach((branch, index) => {
      const z = inverse(profile, branch, label, places[index]);
      places[index] = z;
      const weight = gaussian(z) / Math.abs(profile.slope(z));
      mass += weight;
      moment += weight * h(z);
    });
    return mass > 0 && mass < Infinity ? (moment ** 2 / mass) * half * Math.sin(angle) : 0;
  });
}

/** The sum over neighbours. */
function sumOver(values: readonly number[], f: (from: number, to: number) => number): number {
  return values.slice(1).reduce((sum, to, index) => sum + f(values[index] ?? to, to), 0);
}

/** The pieces of one side on which the profile is monotone: between the places where its slope changes sign. */
function branchesOf({ value, slope }: Profile, side: readonly number[]): Branch[] {
  const ends = [side[0] ?? 0];
  let before: { readonly z: number; readonly sign: number } | undefined;
  for (const z of side) {
    const sign = Math.sign(slope(z));
    if (sign === 0) continue;
    if (before && before.sign !== sign) ends.push(turningPoint(slope, before.z, z));
    before = { z, sign };
  }
  ends.push(side.at(-1) ?? 0);
  return ends.slice(1).map((end, index) => {
    const start = ends[index] ?? end;
    const [from, to] = [Math.min(start, end), Math.max(start, end)];
    const [left, right] = [value(from), value(to)];
    return { from, to, low: Math.min(left, right), high: Math.max(left, right), isRising: left < right };
  });
}

function turningPoint(slope: (z: number) => number, from: number, to: number): number {
  const sign = Math.sign(slope(from));
  let [near, far] = [from, to];
  for (let step = 0; step < 60; step++) {
    const middle = (near + far) / 2;
    if (Math.sign(slope(middle)) === sign) near = middle;
    else far = middle;
  }
  return (near + far) / 2;
}

/** Where a branch has a value: Newton's method, kept within a bracket. */
function inverse(
  { value, slope }: Profile,
  { from, to, low, high, isRising }: Branch,
  label: number,
  start?: number,
): number {
  if (label <= low) return isRising ? from : to;
  if (label >= high) return isRising ? to : from;
  let [left, right] = [from, to];
  let z = start ?? (from + to) / 2;
  for (let step = 0; step < 100; step++) {
    const error = value(z) - label;
    if (error > 0 === isRising) right = z;
    else left = z;
    const next = z - error / slope(z);
    const moved = next > left && next < right ? next : (left + right) / 2;
    if (Math.abs(moved - z) <= 1e-14 * (1 + Math.abs(z))) return moved;
    z = moved;
  }
  return z;
}

const rule = gaussLegendre(40);

function integral(from: number, to: number, f: (z: number) => number): number {
  const half = (to - from) / 2;
  return half * rule.reduce((sum, { x, weight }) => sum + weight * f((from + to) / 2 + half * x), 0);
}

function gaussian(z: number): number {
  return Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI);
}

/** Points on the positive side, from beside 0 on. */
function grid(): number[] {
  return Array.from({ length: points + 1 }, (_, index) => beside + ((farthest - beside) * index) / points);
}

/** How much the profile varies where most samples are. */
function rangeOf({ value }: Profile): number {
  const near = grid().filter((z) => z <= 3);
  return spread([...near, ...near.map((z) => -z)].map(value));
}

function spread(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}
