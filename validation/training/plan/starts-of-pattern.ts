import type { Pattern, Study } from '../../../theory/index.js';
import type { LayerStart } from '../../plan.js';

/** Specialised units at the rate level's saddle, in units of the heuristic's M (docs/validation.md, "The length of a unit counts"). */
const unitsOverScale = 2.9;

/**
 * How a predicted pattern looks as the start of a chain, layer by layer, at the study's sizes.
 * @returns undefined for a pattern that acts on attention's scores, for which no start is known.
 */
export function startsOf({ layers }: Pattern, { network, reference }: Study): LayerStart[] | undefined {
  const starts: LayerStart[] = [];
  for (const [index, { pattern, degree, parameter }] of layers.entries()) {
    if (pattern === 'lazy') {
      starts.push({ pattern });
      continue;
    }
    const units = Object.values(network.layers[index]?.sizes ?? {})[0]?.value(reference);
    if (typeof degree !== 'number' || !parameter || units === undefined) return undefined;
    const value = parameter.size.value(reference);
    if (pattern === 'specialization') {
      starts.push({ pattern, degree, units: Math.min(units, Math.max(1, Math.round(unitsOverScale * value))) });
    } else if (pattern === 'gfl') starts.push({ pattern, degree, gain: value });
    else starts.push({ pattern, degree, shift: Math.min(1, Math.sqrt(value / units)) });
  }
  return starts;
}
