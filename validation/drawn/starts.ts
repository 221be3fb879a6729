import type { Feature, Pattern, Study } from '../../theory/index.js';
import { predict } from '../../theory/index.js';
import { targetFeatures } from '../../theory/target.js';
import type { DrawnPattern } from './state.js';

/**
 * The heuristic's patterns as starts of a search, the best first, and all layers lazy among them. A lazy layer may gain a little along what is in its input for sure, degree 1, or behind
 * a layer that acts the target's highest feature.
 * @param most how many.
 * @throws RangeError where the network cannot represent the target.
 */
export function drawnStarts(study: Study, most: number): DrawnPattern[][] {
  const { patterns } = predict(study);
  const highest = targetFeatures(study.target).at(-1) ?? 1;
  const starts = patterns.slice(0, 4 * most).map((pattern) => startOf(pattern, highest));
  const lazy = study.network.layers.map((): DrawnPattern => ({ pattern: 'lazy', degree: 1 }));
  const distinct = [...new Map([...starts, lazy].map((start) => [JSON.stringify(start), start])).values()];
  const chosen = distinct.slice(0, most);
  return chosen.some((start) => start.every(({ pattern }) => pattern === 'lazy')) ? chosen : [...chosen, lazy];
}

function startOf({ layers }: Pattern, highest: Feature): DrawnPattern[] {
  let acted = false;
  return layers.map(({ pattern, degree }): DrawnPattern => {
    if (pattern === 'lazy') return { pattern, degree: acted ? highest : 1 };
    acted = true;
    return { pattern, degree: degree ?? 1 };
  });
}

/** The features of starts. */
export function featuresOf(starts: readonly (readonly DrawnPattern[])[]): Feature[] {
  return [...new Set(starts.flatMap((start) => start.map(({ degree }) => degree)))];
}
