import { kindOf } from './kinds/index.js';
import type { Monomial } from './monomial.js';
import type { CapacityCondition } from './needs.js';
import type { Pattern } from './prediction.js';
import { tolerance } from './solving/budget-pass.js';
import type { Feature, Layer, Study } from './study.js';
import { targetFeatures } from './target.js';

/**
 * The capacity conditions that fail in a pattern. A layer, or the readout, that acts on a feature of inverse eigenvalue r needs N >= r of
 * the lazy layers of width N before it: N random features hold a share min(1, N/r) of the feature (theory, "From alignment to a small
 * error"; derived). Heads of attention have no condition.
 * @returns the smallest share first; at equal shares the layer that comes first.
 */
export function capacityConditions({ network, target, reference }: Study, { layers }: Pattern): CapacityCondition[] {
  const incoming = (index: number, feature: Feature): Monomial | undefined =>
    index < layers.length ? layers[index]?.incoming.get(feature) : layers.at(-1)?.outgoing.get(feature);
  const log = (index: number, feature: Feature): number => incoming(index, feature)?.log(reference) ?? Infinity;

  /** The narrowest of the lazy layers directly before layer number `index` that hand the feature on. */
  const narrowest = (index: number, feature: Feature): { layer: string; width: Monomial } | undefined => {
    let found: { layer: string; width: Monomial } | undefined;
    for (let before = index - 1; before >= 0; before--) {
      const layer = network.layers[before];
      if (!layer) break;
      if (kindOf(layer).units(layer) === undefined || isPassed(layer, before, feature)) continue;
      const width = layers[before]?.pattern === 'lazy' ? widthOf(layer) : undefined;
      if (!width) break;
      if (!found || width.log(reference) < found.width.log(reference)) found = { layer: layer.name, width };
    }
    return found;
  };
  /** True for a residual layer whose identity carries the feature. */
  const isPassed = ({ residual }: Layer, index: number, feature: Feature): boolean =>
    residual && log(index, feature) <= log(index + 1, feature) + tolerance;

  const last = layers.length;
  const features = targetFeatures(target);
  const read = features.reduce<Feature>(
    (most, one) => (log(last, one) > log(last, most) ? one : most),
    features[0] ?? 1,
  );
  const acted = layers.flatMap(({ pattern, degree }, index) =>
    pattern === 'lazy' || degree === undefined ? [] : [[index, degree] as const],
  );
  return [...acted, [last, read] as const]
    .flatMap(([index, feature]): CapacityCondition[] => {
      const [needs, by] = [incoming(index, feature), narrowest(index, feature)];
      if (!needs || !by || needs.log(reference) <= by.width.log(reference) + tolerance) return [];
      return [{ layer: by.layer, needs, has: by.width, share: by.width.over(needs).value(reference) }];
    })
    .sort((one, other) => one.share - other.share);
}

/** N of a layer of units, those of all experts together; undefined for attention, whose heads have no condition. */
function widthOf(layer: Layer): Monomial | undefined {
  const kind = kindOf(layer);
  return kind.takesActivation ? kind.units(layer) : undefined;
}
