import { formValues, profileOfForm } from '../network/form.js';
import type { PlannedInput } from '../network/input.js';
import { inputShape } from '../network/input.js';
import { attentiveNorm, axesOf, mixtureNorm } from '../network/target.js';
import { roundToInteger } from '../network/layer.js';
import type { PlannedNetwork, PlannedTarget } from '../plan.js';
import { queryPasses } from '../training/sample/alignment-weights.js';
import { featuresAlong } from '../training/sample/features.js';
import { unnamedDirection } from '../../theory/targets/component.js';
import type { Feature } from '../../theory/index.js';
import { polarized, type Functional, type Line, type LineFactor } from './functional.js';

/** A component of a target: of unit norm, with its coefficient in the target of unit norm. */
export interface DrawnComponent {
  readonly coefficient: number;
  readonly functional: Functional;
}

const along = (axis: number, degree: number): LineFactor => ({ degree, parts: [[axis, 1]] });
const fixed = (lines: readonly Line[]): Functional => ({ kind: 'lines', linesAt: () => lines });

/**
 * The components that are aligned with, every one: each degree along each direction, each product, the attentive cubic. They are orthogonal to each other. On patches
 * they are those of the first patch, as every patch is alike.
 */
export function componentsOf(network: PlannedNetwork, target: PlannedTarget): DrawnComponent[] {
  const { input } = network;
  switch (target.kind) {
    case 'hermite': {
      const directions = roundToInteger(target.directions);
      const sums = merged(target.terms.map(({ degree, coefficient }) => [degree, coefficient] as const));
      const size = Math.hypot(...sums.map(([, coefficient]) => coefficient)) * Math.sqrt(directions);
      return Array.from({ length: directions }).flatMap((_, axis) =>
        sums.map(([degree, coefficient]) => ({
          coefficient: coefficient / size,
          functional: fixed(polarized([along(axis, degree)])),
        })),
      );
    }
    case 'attentive':
      return [
        {
          coefficient: 1,
          functional: queryPasses({ network, target }) ? attentiveOfOthers(input, 0) : attentiveWhole(input),
        },
      ];
    case 'mixture': {
      const axes = axesOf(target);
      const norm = mixtureNorm(target, input);
      const products = new Map<string, { factors: LineFactor[]; coefficient: number }>();
      let attended = 0;
      for (const { component, coefficient } of target.terms) {
        if (component.kind === 'attentive') {
          attended += coefficient;
          continue;
        }
        const factors = component.factors.map(({ direction, degree }) => along(axes.indexOf(direction), degree));
        const key = JSON.stringify([...factors].sort((a, b) => (a.parts[0]?.[0] ?? 0) - (b.parts[0]?.[0] ?? 0)));
        products.set(key, { factors, coefficient: (products.get(key)?.coefficient ?? 0) + coefficient });
      }
      const made = [...products.values()]
        .filter(({ coefficient }) => coefficient !== 0)
        .map(({ factors, coefficient }) => ({
          coefficient: coefficient / norm,
          functional: fixed(polarized(factors)),
        }));
      return attended === 0
        ? made
        : [
            ...made,
            {
              coefficient: (attended / norm) * shareOfOthers(input),
              functional: attentiveOfOthers(input, axes.indexOf(unnamedDirection)),
            },
          ];
    }
    case 'hierarchical': {
      const { features } = inputShape(input);
      const sums = merged(target.terms.map(({ degree, coefficient }) => [degree, coefficient] as const));
      const size = Math.hypot(...sums.map(([, coefficient]) => coefficient));
      return sums.map(([degree, coefficient]) => ({
        coefficient: coefficient / size,
        functional: ofForm(target.form, degree, features),
      }));
    }
  }
}

/** The functions of a feature's degree along which a layer's weights are moved: one for each direction. */
export function functionalsAlong(
  { input }: PlannedNetwork,
  target: PlannedTarget,
  feature: Feature,
  isScored: boolean,
): Functional[] {
  return featuresAlong(target, feature, isScored).map((one): Functional => {
    switch (one.kind) {
      case 'hermite':
        return fixed(polarized(one.factors));
      case 'attentive':
        return attentiveOfOthers(input, one.axis);
      case 'form': {
        return ofForm(one.form, one.degree, inputShape(input).features);
      }
    }
  });
}

/** Products of so many inputs at most are sums along lines: of n there are 2^(n-1). */
const mostFactors = 6;

/**
 * He_j of a form p of degree k: its part of total degree j k, of unit norm, which is all but a share of order 1/d: the sum over sets of j of its blocks of the product of all their inputs. A set that is drawn counts for all. With more than 6 inputs in a set it
 * is known by its values.
 */
function ofForm(form: number, degree: number, features: number): Functional {
  const blocks = Math.floor(features / form);
  if (form * degree > mostFactors) {
    const profile = profileOfForm({ form, terms: [{ degree, coefficient: 1 }] }, features);
    return { kind: 'values', valuesAt: (x) => formValues(form, x, features).map(profile) };
  }
  let sets = 1;
  for (let j = 0; j < degree; j++) sets *= (blocks - j) / (j + 1);
  return {
    kind: 'lines',
    linesAt(choice) {
      if (blocks < degree) return [];
      const left = Array.from({ length: blocks }, (_, block) => block);
      let rest = choice;
      const factors = Array.from({ length: degree }).flatMap(() => {
        // The digits of a uniform number, to as many bases as blocks are left, are uniform and independent.
        const digit = Math.min(Math.floor(rest * left.length), left.length - 1);
        rest = rest * left.length - digit;
        const [block = 0] = left.splice(digit, 1);
        return Array.from({ length: form }, (_, place) => along(block * form + place, 1));
      });
      return polarized(factors, Math.sqrt(sets));
    },
  };
}

/** Of coefficients by degree those that are not 0, alike ones added up; a constant is no component. */
function merged(terms: readonly (readonly [number, number])[]): [number, number][] {
  const sums = new Map<number, number>();
  for (const [degree, coefficient] of terms) if (degree > 0) sums.set(degree, (sums.get(degree) ?? 0) + coefficient);
  return [...sums].filter(([, coefficient]) => coefficient !== 0);
}

function tokensOf(input: PlannedInput): { tokens: number; features: number } {
  if (input.kind !== 'tokens') throw new RangeError('the attentive target is a cubic on tokens');
  const { positions, features } = inputShape(input);
  return { tokens: positions, features };
}

/** The share in the norm of attentive(3) of all but the query's own token. */
function shareOfOthers(input: PlannedInput): number {
  const { tokens } = tokensOf(input);
  return Math.sqrt((tokens - 1) / tokens) / attentiveNorm(tokens);
}

/** (w.x_q) sum over the other tokens of He_2(w.x_b), of unit norm; one of them counts for all. */
function attentiveOfOthers(input: PlannedInput, axis: number): Functional {
  const { tokens, features } = tokensOf(input);
  return {
    kind: 'lines',
    linesAt: (choice) =>
      tokens < 2
        ? []
        : polarized(
            [along(axis, 1), along((1 + Math.floor(choice * (tokens - 1))) * features + axis, 2)],
            Math.sqrt(tokens - 1),
          ),
  };
}

/** attentive(3) with the query among its own tokens, which holds He_3 and He_1 of it. */
function attentiveWhole(input: PlannedInput): Functional {
  const { tokens } = tokensOf(input);
  const others = attentiveOfOthers(input, 0);
  const share = shareOfOthers(input);
  const scale = 1 / (Math.sqrt(2 * tokens) * attentiveNorm(tokens));
  return {
    kind: 'lines',
    linesAt: (choice) => [
      ...(others.kind === 'lines' ? others.linesAt(choice) : []).map((line) => ({
        ...line,
        coefficient: share * line.coefficient,
      })),
      ...polarized([along(0, 3)], Math.sqrt(6) * scale),
      ...polarized([along(0, 1)], 2 * scale),
    ],
  };
}
