import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { dot, leadingEigenpair } from './matrix.js';
import type { Pace } from './pace.js';
import {
  leadingDirections,
  Reflection,
  sumsOf,
  together,
  type DirectionEstimator,
  type Leading,
  type SlicedRows,
} from './slice-moments.js';
import type { Whitening } from './whitening.js';

/** The labels are permuted so many times, always in the same way. */
const permutations = 99;
const seed = 13;

/**
 * So many permutations may reach what the labels give: then p <= (4 + 1)/(99 + 1) = 0.05. A further direction beside one that is there needs
 * p = 0.01: one that is not there would change r_1.
 */
const mostAbove = 4;
const mostAboveFurther = 0;

/** Halves that agree so well are enough, also where few columns leave little room to disagree. */
const enoughAgreement = 0.9;

/** So many directions are looked for. */
const mostDirections = 5;

/** With more columns than this, second moments are not computed. */
const mostForMoments = 64;

/** The tests use so many rows at most, and fewer with many columns: each permutation sums about 1e7 products at most. */
const mostRows = 20_000;
const mostWork = 1e7;

/** A direction in the columns that the labels may depend on, and how sure that is. */
export interface TestedDirection {
  /** Of M on the whitened rows: how far the slices of the labels differ along the direction. */
  readonly eigenvalue: number;
  /** The share of permuted labels whose largest eigenvalue is as large. */
  readonly pValue: number;
  /**
   * |cos| between the directions of two halves of the rows, in whitened coordinates. Directions of about equal eigenvalues are tested
   * together: then it is the least principal cosine between their spans.
   */
  readonly splitCosine: number;
  /** What it has to exceed: 95 % of permuted labels are below, and 0.9 is enough. Undefined when p was too large already. */
  readonly leastCosine: number | undefined;
}

/** The directions that labels depend on. */
export interface LabelDirections {
  readonly estimator: DirectionEstimator;
  /** The number of slices of the labels. */
  readonly slices: number;
  /** The number of rows that the tests used. */
  readonly testedRows: number;
  /** Those that pass both tests, the largest eigenvalue first. */
  readonly directions: readonly TestedDirection[];
  /** The next one, which does not pass; undefined where none was left to test. */
  readonly rejected: TestedDirection | undefined;
}

/**
 * Finds the directions that labels depend on, one after the other. Each must pass two tests: its eigenvalue is larger than that of 95 % of
 * 99 permutations (size 5 %; from the second direction on than that of all), and two halves of the rows give the same direction. A permutation moves what the rows have
 * across the directions that were found before, so that these stay as they are.
 *
 * Means are always tried, and moments up to 64 columns. Means need fewer rows but do not see even functions. The estimator that gives more
 * directions is taken; of as many the one whose halves agree better.
 *
 * Source: the permutation test of Cook and Yin, Australian and New Zealand Journal of Statistics 43 (2001) 147 (derived: the check by halves).
 * @param rows whitened, in the order of their labels.
 */
export async function labelDirections(rows: SlicedRows, pace: Pace): Promise<LabelDirections> {
  const estimators: readonly DirectionEstimator[] = rows.rank > mostForMoments ? ['means'] : ['moments', 'means'];
  const tried: LabelDirections[] = [];
  for (const estimator of estimators) tried.push(await testedDirections(fewerRows(rows, estimator), estimator, pace));
  return tried.reduce((best, other) => (isBetter(other, best) ? other : best));
}

function isBetter({ directions: one }: LabelDirections, { directions: other }: LabelDirections): boolean {
  const agreement = (tested: readonly TestedDirection[]): number =>
    Math.min(...tested.map(({ splitCosine }) => splitCosine));
  return (
    one.length > other.length || (one.length > 0 && one.length === other.length && agreement(one) > agreement(other))
  );
}

async function testedDirections(rows: SlicedRows, estimator: DirectionEstimator, pace: Pace): Promise<LabelDirections> {
  const { rank, z } = rows;
  const told: TestedDirection[] = [];
  // Significant ones whose halves do not agree yet. Of equal eigenvalues only the span is defined, so that the least principal cosine
  // of the spans has to exceed what one direction has to: for several, permuted labels give less.
  let open: TestedDirection[] = [];
  let rejected: TestedDirection | undefined;
  const most = Math.min(mostDirections, estimator === 'means' ? rows.count - 1 : rank);
  while (told.length + open.length < most) {
    const kept = told.length + open.length;
    const observed = await statistics(rows, estimator, pace, kept, 1);
    const own = await compared(rows, estimator, pace, kept, observed);
    if (own.leastCosine === undefined) {
      rejected = own;
      break;
    }
    open.push(own);
    new Reflection(kept, observed.vector).applyToRows(z, rank);
    const splitCosine =
      open.length === 1
        ? own.splitCosine
        : (await statistics(rows, estimator, pace, told.length, open.length)).splitCosine;
    const leastCosine = open[0]?.leastCosine ?? own.leastCosine;
    open = open.map((one) => ({ ...one, splitCosine, leastCosine }));
    if (splitCosine <= leastCosine) continue;
    told.push(...open);
    open = [];
  }
  const testedRows = rows.slice.length;
  return { estimator, slices: rows.count, testedRows, directions: told, rejected: open[0] ?? rejected };
}

/** Compares an eigenvalue and the agreement of the halves with those of permuted labels; ends early where p is too large. */
async function compared(
  rows: SlicedRows,
  estimator: DirectionEstimator,
  pace: Pace,
  kept: number,
  { eigenvalue, splitCosine }: Statistics,
): Promise<TestedDirection> {
  const cosines: number[] = [];
  const most = kept === 0 ? mostAbove : mostAboveFurther;
  let above = 0;
  for (const source of permuted(rows.slice.length, kept)) {
    const other = await statistics(rows, estimator, pace, kept, 1, source);
    cosines.push(other.splitCosine);
    if (other.eigenvalue >= eigenvalue && ++above > most) break;
  }
  const pValue = (1 + above) / (1 + cosines.length);
  const limit = cosines.sort((one, other) => other - one)[mostAbove] ?? 0;
  // Along the last coordinate halves cannot disagree.
  const least = rows.rank - kept === 1 ? 0 : Math.min(enoughAgreement, limit);
  const leastCosine = above > most ? undefined : least;
  return { eigenvalue, pValue, splitCosine, leastCosine };
}

/** The same permutations each time, in one array. */
function* permuted(count: number, stream: number): Generator<Uint32Array> {
  const random = xoroshiro128plus(seed + stream);
  const source = Uint32Array.from({ length: count }, (_, at) => at);
  for (let done = 0; done < permutations; done++) {
    for (let at = count - 1; at > 0; at--) {
      const other = Math.floor(((random.next() >>> 0) / 2 ** 32) * (at + 1));
      const moved = source[at] ?? 0;
      source[at] = source[other] ?? 0;
      source[other] = moved;
    }
    yield source;
  }
}

interface Statistics {
  /** Of all rows, the largest past the directions that are kept, with its vector. */
  readonly eigenvalue: number;
  readonly vector: Float64Array;
  /** The least cosine of the principal angles between the leading directions of two halves. */
  readonly splitCosine: number;
}

async function statistics(
  rows: SlicedRows,
  estimator: DirectionEstimator,
  pace: Pace,
  kept: number,
  count: number,
  source?: Uint32Array,
): Promise<Statistics> {
  const sums = await sumsOf(rows, estimator, pace, kept, source);
  if (estimator === 'moments' && pace.spend(30 * rows.rank ** 3)) await pace.rest();
  const { rank } = rows;
  const [first] = leadingDirections(together(sums), rank, estimator, kept, 1);
  const [even, odd] = sums.map((half) => leadingDirections(half, rank, estimator, kept, count));
  return {
    eigenvalue: first?.value ?? 0,
    vector: first?.vector ?? new Float64Array(rank - kept),
    splitCosine: leastPrincipalCosine(even ?? [], odd ?? []),
  };
}

/** The least cosine of the principal angles between two spans of as many orthonormal vectors. */
function leastPrincipalCosine(one: readonly Leading[], other: readonly Leading[]): number {
  const count = one.length;
  const cosines = one.map(({ vector }) => other.map((each) => dot(vector, each.vector)));
  // The largest eigenvalue of I - O O' is the square of the largest sine.
  const sines = Float64Array.from({ length: count * count }, (_, at) => {
    const [i, j] = [Math.floor(at / count), at % count];
    const product = cosines[i]?.reduce((sum, value, k) => sum + value * (cosines[j]?.[k] ?? 0), 0) ?? 0;
    return (i === j ? 1 : 0) - product;
  });
  return Math.sqrt(Math.max(0, 1 - leadingEigenpair(sines, count).value));
}

/**
 * The leading directions of rows, in their whitened coordinates, without any test.
 * @param x row after row, in the order of their labels.
 * @param slices the slice of each row, and how many there are.
 * @param count how many directions.
 */
export async function directionsOf(
  x: Float64Array,
  whitening: Whitening,
  slices: Pick<SlicedRows, 'slice' | 'count'>,
  estimator: DirectionEstimator,
  count: number,
  pace: Pace,
): Promise<Float64Array[]> {
  const { rank } = whitening;
  if (estimator === 'moments') {
    const z = await whitening.rows(x, pace);
    const sums = together(await sumsOf({ z, rank, ...slices }, estimator, pace));
    return leadingDirections(sums, rank, estimator, 0, count).map(({ vector }) => vector);
  }
  // Means are linear: those of the columns are enough, and rows of many columns take long to whiten.
  const columns = x.length / slices.slice.length;
  const sums = together(await sumsOf({ z: x, rank: columns, ...slices }, estimator, pace));
  const whitened = sums.map(({ rows, first, second }) => {
    const mean = new Float64Array(rank);
    whitening.forward(
      first.map((value) => value / Math.max(1, rows)),
      mean,
    );
    return { rows, first: mean.map((value) => value * rows), second };
  });
  return leadingDirections(whitened, rank, estimator, 0, count).map(({ vector }) => vector);
}

/** Every second, third or further pair of neighbours, as a copy, so that the tests stay cheap. */
function fewerRows({ z, rank, slice, count }: SlicedRows, estimator: DirectionEstimator): SlicedRows {
  const most = estimator === 'moments' ? Math.min(mostRows, (2 * mostWork) / rank ** 2) : mostRows;
  const stride = Math.ceil(slice.length / most);
  const places = [...slice.keys()].filter((at) => Math.floor(at / 2) % stride === 0);
  const fewer = new Float64Array(places.length * rank);
  places.forEach((at, to) => fewer.set(z.subarray(at * rank, (at + 1) * rank), to * rank));
  return { z: fewer, rank, slice: Uint8Array.from(places, (at) => slice[at] ?? 0), count };
}
