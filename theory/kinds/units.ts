import Fraction from 'fraction.js';
import type { Activation } from '../activations/index.js';
import { compositions } from './compositions.js';
import { formDegreeOf, formFeature, isDegree, isFormFeature } from '../features.js';
import { Monomial } from '../monomial.js';
import type { Feature } from '../study.js';
import type { Alternative, Move, Product, LayerContext } from './kind.js';

const one: Product = { constant: Monomial.one, powers: [] };

/** A constant, as a product without inverse eigenvalues. */
function constant(monomial: Monomial): Product {
  return { constant: monomial, powers: [] };
}

/**
 * The moves of a layer of `units` equal units with an activation: the rules for fully connected layers, which
 * convolutions follow at patch level (theory, section "State"; published, per rule).
 * @param units N, or C of a convolution.
 * @param activation decides which degrees are made.
 * @param context where the layer stands.
 */
export function unitMoves(units: Monomial, activation: Activation, context: LayerContext): Move[] {
  const lazy = lazyAlternatives(activation, context);
  const moves: Move[] = [{ pattern: 'lazy', outgoing: lazy, rule: 'claim-ii' }];
  for (const feature of context.features) {
    if (!context.present.has(feature) || !canActOn(feature, context)) continue;
    const reached = context.features.filter((other) => reaches(activation, feature, other));
    moves.push(
      amplification(units, feature, lazy, context.directions),
      ...(activation.responds(1) ? [magnetization(units, feature, lazy, context.directions)] : []),
      specialization(units, activation, feature, reached, lazy, context.directions),
    );
  }
  return moves.filter(
    (move) =>
      move.pattern === 'lazy' || [...move.outgoing.values()].some((ways) => ways.some((way) => way.parameterPower > 0)),
  );
}

/** Units act on any feature; where the target is of a form, on those of the form alone: one unit holds 1/d of it (derived). */
function canActOn(feature: Feature, { form }: LayerContext): boolean {
  return form === undefined || isFormFeature(feature);
}

/**
 * r'_n = min over k in S, i_1 + ... + i_k = n, of prod r_i (published, claims ii and iii). The features of a form multiply like
 * degrees, and He_j of a form of degree k is also made as degree k j (derived).
 */
function lazyAlternatives(
  activation: Activation,
  { features, present, form }: LayerContext,
): Map<Feature, Alternative[]> {
  const degrees = [...present].filter(isDegree);
  const ofForm = [...present].filter(isFormFeature).map(formDegreeOf);
  const outgoing = new Map<Feature, Alternative[]>();
  const products = (degree: number, parts: readonly number[], feature: (part: number) => Feature): Alternative[] =>
    compositions(degree, parts, (terms) => activation.responds(terms)).map((powers) =>
      composed(powers.map(([part, power]) => [feature(part), power])),
    );
  for (const feature of features) {
    const ways = isDegree(feature)
      ? products(feature, degrees, (degree) => degree)
      : isFormFeature(feature)
        ? [
            ...products(formDegreeOf(feature), ofForm, formFeature),
            ...(outgoing.get(formDegreeOf(feature) * (form ?? 1)) ?? []),
          ]
        : present.has(feature) && activation.responds(1)
          ? [passed(feature)]
          : [];
    if (ways.length > 0) outgoing.set(feature, ways);
  }
  return outgoing;
}

function passed(feature: Feature): Alternative {
  return { constant: Monomial.one, powers: [[feature, 1]], parameterPower: 0, rule: 'claim-ii' };
}

function composed(powers: Alternative['powers']): Alternative {
  const passes = powers.length === 1 && powers[0]?.[1] === 1;
  return { constant: Monomial.one, powers, parameterPower: 0, rule: passes ? 'claim-ii' : 'claim-iii' };
}

/**
 * reach(i): i itself for k = 1, which is linear; { n <= i k, n = i k mod 2 } for k >= 2, where products contract; k in S
 * (published, claim i).
 */
function reaches(activation: Activation, from: Feature, to: Feature): boolean {
  if (isFormFeature(from) && isFormFeature(to)) return reaches(activation, formDegreeOf(from), formDegreeOf(to));
  if (from === to && activation.responds(1)) return true;
  if (!isDegree(from) || !isDegree(to)) return false;
  // Beyond this k a term adds no degree up to `to` that smaller ones of the same parity lack.
  const most = 2 * to + 2;
  for (let terms = 2; terms <= most; terms++) {
    if (activation.responds(terms) && to <= from * terms && (from * terms - to) % 2 === 0) return true;
  }
  return false;
}

/**
 * M of N units of length m >= 1 on one feature: Delta = k M m^2 r_i, r'_n = min(lazy, N/(M m^(2g))), M m^(2g) <= N, k M <= N, for an
 * activation that grows like |z|^g (published, claim i, for m = 1; derived for the length). A growth below 1 makes longer units a loss.
 * Growth 1 leaves M m^2 alone to count. With a larger one a single long unit is best.
 */
function specialization(
  units: Monomial,
  { growth }: Activation,
  feature: Feature,
  reached: readonly Feature[],
  lazy: ReadonlyMap<Feature, readonly Alternative[]>,
  directions: Monomial,
): Move {
  const boosted: Alternative = {
    constant: units,
    powers: [],
    parameterPower: Math.max(1, growth),
    rule: growth < 1 ? 'claim-i' : 'free-length',
  };
  const unitsOfDirection = units.over(directions);
  return {
    pattern: 'specialization',
    degree: feature,
    parameter: {
      name: 'M',
      cost: { constant: directions, powers: [[feature, 1]] },
      lower: one,
      ...(growth < 1
        ? { upper: constant(unitsOfDirection) }
        : {
            upper: constant(units.power(new Fraction(1).div(growth))),
            requires: constant(unitsOfDirection),
            length: growth > 1 ? 'single' : 'product',
          }),
    },
    outgoing: withBoost(lazy, reached, boosted),
    rule: 'claim-i',
  };
}

/** All units lean on one feature: Delta = k beta r_i, r'_i = min(lazy, N/beta), 0 < beta <= N (published). */
function magnetization(
  units: Monomial,
  feature: Feature,
  lazy: ReadonlyMap<Feature, readonly Alternative[]>,
  directions: Monomial,
): Move {
  const boosted: Alternative = { constant: units, powers: [], parameterPower: 1, rule: 'magnetization' };
  return {
    pattern: 'magnetization',
    degree: feature,
    parameter: { name: 'beta', cost: { constant: directions, powers: [[feature, 1]] }, upper: constant(units) },
    outgoing: withBoost(lazy, [feature], boosted),
    rule: 'magnetization',
  };
}

/** All units amplify one feature: Delta = k N D, the lazy rule with r_i / D, 1 <= D <= r_i (published). */
function amplification(
  units: Monomial,
  feature: Feature,
  lazy: ReadonlyMap<Feature, readonly Alternative[]>,
  directions: Monomial,
): Move {
  const outgoing = new Map<Feature, Alternative[]>();
  for (const [target, ways] of lazy) {
    outgoing.set(
      target,
      ways.map((way) => {
        const count = way.powers.find(([factor]) => factor === feature)?.[1] ?? 0;
        return count > 0 ? { ...way, parameterPower: count } : way;
      }),
    );
  }
  return {
    pattern: 'gfl',
    degree: feature,
    parameter: {
      name: 'D',
      cost: constant(units.times(directions)),
      lower: one,
      upper: { constant: Monomial.one, powers: [[feature, 1]] },
    },
    outgoing,
    rule: 'gfl',
  };
}

function withBoost(
  lazy: ReadonlyMap<Feature, readonly Alternative[]>,
  reached: readonly Feature[],
  boosted: Alternative,
): Map<Feature, readonly Alternative[]> {
  const outgoing = new Map(lazy);
  for (const feature of reached) outgoing.set(feature, [...(lazy.get(feature) ?? []), boosted]);
  return outgoing;
}
