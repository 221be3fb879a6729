import type { Alternative, Move, Product } from '../layers/index.js';
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

/** A move with its sizes and features as indices: the same at all reference sizes. */
export interface NumericMove {
  readonly source: Move;
  readonly active: boolean;
  readonly cost?: NumericProduct;
  readonly lower?: NumericProduct;
  readonly upper?: NumericProduct;
  /** By feature index. */
  readonly outgoing: readonly (readonly NumericAlternative[])[];
  /** Those of them that the parameter does not touch. One object for all moves of a layer that leave its lazy ways be. */
  readonly passive: readonly (readonly NumericAlternative[])[];
  /** Those that it does. */
  readonly boosted: readonly (readonly NumericAlternative[])[];
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
    const known = ways.get(source);
    if (known) return known;
    const made = { ...product(source), parameterPower: source.parameterPower, source };
    ways.set(source, made);
    return made;
  };
  const known = new Map<readonly Move[], readonly NumericMove[]>();
  const layers = table.layers.map((moves) => {
    const shared = known.get(moves);
    if (shared) return shared;
    let lazyWays: NumericMove['passive'] | undefined;
    const indexed = moves.map((move): NumericMove => {
      const outgoing = table.features.map((feature) => (move.outgoing.get(feature) ?? []).map(alternative));
      const own = outgoing.map((list) => list.filter((way) => way.parameterPower === 0));
      lazyWays ??= own;
      return {
        source: move,
        active: move.pattern !== 'lazy',
        cost: move.parameter && product(move.parameter.cost),
        lower: move.parameter?.lower && product(move.parameter.lower),
        upper: move.parameter && product(move.parameter.upper),
        outgoing,
        passive: sameWays(own, lazyWays) ? lazyWays : own,
        boosted: outgoing.map((list) => list.filter((way) => way.parameterPower > 0)),
      };
    });
    known.set(moves, indexed);
    return indexed;
  });
  return { constants: [...constants.keys()], layers };
}

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

const compulsoryMoves = new WeakMap<NumericMove, readonly NumericMove[]>();

/**
 * A move that must be used: one variant for each feature that it boosts, in which that feature can take only the boosted
 * ways.
 */
export function compulsory(move: NumericMove): readonly NumericMove[] {
  const known = compulsoryMoves.get(move);
  if (known) return known;
  const variants = move.boosted.flatMap((ways, feature) =>
    ways.length === 0
      ? []
      : [{ ...move, outgoing: move.outgoing.with(feature, ways), passive: move.passive.with(feature, []) }],
  );
  compulsoryMoves.set(move, variants);
  return variants;
}
