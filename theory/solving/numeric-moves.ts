import type { Alternative, Application, Cap, Move, Product } from '../kinds/index.js';
import type { MoveTable } from './moves.js';
import type { Monomial, ReferenceSizes } from '../monomial.js';
import type { Feature, PatternName } from '../study.js';

/** A product in logarithms: `logs[constant] + sum of power * log r[index]`. */
export interface NumericProduct {
  /** Index into the table's logarithms. */
  readonly constant: number;
  readonly powers: readonly (readonly [number, number])[];
}

export interface NumericAlternative extends NumericProduct {
  readonly parameterPower: number;
  readonly source: Alternative;
}

export interface NumericCap extends NumericProduct {
  readonly source: Cap;
}

/** One application of a layer, its ways by feature index. */
export interface NumericApplication {
  /** No more of the parameter counts than each of these. */
  readonly caps: readonly NumericCap[];
  readonly outgoing: readonly (readonly NumericAlternative[])[];
  /** Those of them that the parameter does not touch. One object for all moves of a layer that leave its lazy ways be. */
  readonly passive: readonly (readonly NumericAlternative[])[];
  /** Those that it does. */
  readonly boosted: readonly (readonly NumericAlternative[])[];
}

/** A move with its sizes and features as indices: the same at all reference sizes. */
export interface NumericMove extends NumericApplication {
  readonly source: Move;
  readonly active: boolean;
  readonly cost?: NumericProduct;
  readonly lower?: NumericProduct;
  readonly upper?: NumericProduct;
  readonly requires?: NumericProduct;
  /** Further applications with the same parameter. */
  readonly again: readonly NumericApplication[];
}

/** A network's moves at given reference sizes, all in natural logarithms. */
export interface NumericTable {
  readonly features: readonly Feature[];
  readonly input: Float64Array;
  readonly layers: readonly (readonly NumericMove[])[];
  /** Logarithms of the sizes and constants that products name by index. */
  readonly logs: Float64Array;
  /** A log budget above every energy that occurs: no bound is felt at it. */
  readonly ample: number;
}

interface IndexedTable {
  readonly constants: readonly Monomial[];
  readonly layers: readonly (readonly NumericMove[])[];
}

const indexedTables = new WeakMap<MoveTable, IndexedTable>();

/** A table of moves at reference sizes. What does not depend on them is made once. */
export function numericTable(table: MoveTable, reference: ReferenceSizes): NumericTable {
  let indexed = indexedTables.get(table);
  if (!indexed) indexedTables.set(table, (indexed = indexedTable(table)));
  const logs = Float64Array.from(indexed.constants, (constant) => constant.log(reference));
  const input = Float64Array.from(table.features, (feature) => table.input.get(feature)?.log(reference) ?? Infinity);
  return { features: table.features, input, layers: indexed.layers, logs, ample: ampleBudget(input, logs) };
}

function ampleBudget(input: Float64Array, logs: Float64Array): number {
  let sum = 50;
  for (const value of input) if (Number.isFinite(value)) sum += 30 * Math.abs(value);
  for (const value of logs) sum += 10 * Math.abs(value);
  return 4 * sum;
}

/** Layers that share their moves share the indexed ones. */
function indexedTable(table: MoveTable): IndexedTable {
  const features = new Map(table.features.map((feature, index) => [feature, index]));
  const constants = new Map<Monomial, number>();
  const product = ({ constant, powers }: Product): NumericProduct => {
    const index = constants.get(constant) ?? constants.size;
    constants.set(constant, index);
    return { constant: index, powers: powers.map(([feature, power]) => [features.get(feature) ?? 0, power]) };
  };
  const ways = new Map<Alternative, NumericAlternative>();
  const alternative = (source: Alternative): NumericAlternative => {
    const cached = ways.get(source);
    if (cached) return cached;
    const made = { ...product(source), parameterPower: source.parameterPower, source };
    ways.set(source, made);
    return made;
  };
  const cache = new Map<readonly Move[], readonly NumericMove[]>();
  const layers = table.layers.map((moves) => {
    const shared = cache.get(moves);
    if (shared) return shared;
    let lazyWays: NumericMove['passive'] | undefined;
    const repeated = new Map<Application['outgoing'], NumericApplication>();
    const application = ({ outgoing, caps }: Application): NumericApplication => {
      const ways = table.features.map((feature) => (outgoing.get(feature) ?? []).map(alternative));
      const own = ways.map((list) => list.filter((way) => way.parameterPower === 0));
      return {
        caps: caps.map((cap) => ({ ...product(cap), source: cap })),
        outgoing: ways,
        passive: own,
        boosted: ways.map((list) => list.filter((way) => way.parameterPower > 0)),
      };
    };
    const once = (one: Application): NumericApplication => {
      const made = repeated.get(one.outgoing) ?? application(one);
      repeated.set(one.outgoing, made);
      return made;
    };
    const indexed = moves.map((move): NumericMove => {
      const first = application({ outgoing: move.outgoing, caps: [] });
      lazyWays ??= first.passive;
      return {
        source: move,
        active: move.pattern !== 'lazy',
        cost: move.parameter && product(move.parameter.cost),
        lower: move.parameter?.lower && product(move.parameter.lower),
        upper: move.parameter && product(move.parameter.upper),
        requires: move.parameter?.requires && product(move.parameter.requires),
        caps: first.caps,
        outgoing: first.outgoing,
        boosted: first.boosted,
        passive: sameWays(first.passive, lazyWays) ? lazyWays : first.passive,
        again: move.again?.map(once) ?? noMore,
      };
    });
    cache.set(moves, indexed);
    return indexed;
  });
  return { constants: [...constants.keys()], layers };
}

/** One object for all layers that are applied once. */
const noMore: readonly NumericApplication[] = [];

function sameWays(left: NumericMove['passive'], right: NumericMove['passive']): boolean {
  return left.every(
    (ways, feature) =>
      ways.length === right[feature]?.length && ways.every((way, index) => way === right[feature]?.[index]),
  );
}

/** Log of a product at the given log inverse eigenvalues. */
export function evaluate({ constant, powers }: NumericProduct, eigenvalues: Float64Array, logs: Float64Array): number {
  let sum = logs[constant] ?? NaN;
  for (const [index, power] of powers) sum += power * (eigenvalues[index] ?? Infinity);
  return sum;
}

const ofPatterns = new WeakMap<readonly NumericMove[], Map<PatternName, readonly NumericMove[]>>();

/** The moves of a layer that have a pattern. */
export function ofPattern(moves: readonly NumericMove[], pattern: PatternName): readonly NumericMove[] {
  let sorted = ofPatterns.get(moves);
  if (!sorted) ofPatterns.set(moves, (sorted = new Map()));
  let found = sorted.get(pattern);
  if (!found) sorted.set(pattern, (found = moves.filter((move) => move.source.pattern === pattern)));
  return found;
}

function boostedOnly<T extends NumericApplication>(application: T): T[] {
  return application.boosted.flatMap((ways, feature) =>
    ways.length === 0
      ? []
      : [
          {
            ...application,
            outgoing: application.outgoing.with(feature, ways),
            passive: application.passive.with(feature, []),
          },
        ],
  );
}

const compulsoryMoves = new WeakMap<NumericMove, readonly NumericMove[]>();

/**
 * A move that must be used: one variant for each feature that it boosts, in which that feature can take only the boosted
 * ways; of a layer that is applied again, where it is boosted last.
 */
export function compulsory(move: NumericMove): readonly NumericMove[] {
  const cached = compulsoryMoves.get(move);
  if (cached) return cached;
  const last = move.again.findLastIndex(({ boosted }) => boosted.some((ways) => ways.length > 0));
  const repeated = move.again[last];
  const variants = repeated
    ? boostedOnly(repeated).map((one) => ({ ...move, again: move.again.with(last, one) }))
    : boostedOnly(move);
  compulsoryMoves.set(move, variants);
  return variants;
}
