import { sizeOf } from './layers/sizes.js';
import type { Pattern } from './prediction.js';
import type { Study } from './study.js';

/** A recurrent layer that is said to amplify further than its units can. */
export interface RepeatedGain {
  readonly layer: string;
  /** `in r the gain D = 6.13 acts 4 times, ...: measurements contradict this energy` */
  readonly sentence: string;
}

/**
 * The recurrent layers of a pattern whose repeated gain passes D^(T - 1) = N. Of what comes back into the layer, the direction of the feature
 * holds 1/N of the noise, and a gain acts on both: from there on noise fills the units. Contradicted by measurement (docs/results.md,
 * "Recurrent, narrow").
 */
export function repeatedGain({ network, reference }: Study, { layers }: Pattern): RepeatedGain[] {
  return layers.flatMap(({ layer, pattern, parameter }, index) => {
    const own = network.layers[index];
    if (own?.kind !== 'recurrent' || pattern !== 'gfl' || !parameter) return [];
    const [steps, units] = [sizeOf(own, 'steps'), sizeOf(own, 'width')].map((size) => size.value(reference));
    const gain = parameter.size.value(reference);
    if (steps === undefined || units === undefined || gain ** (steps - 1) <= units * (1 + 1e-9)) return [];
    const sentence = `in ${layer} the gain D = ${Number(gain.toPrecision(3))} acts ${steps} times, and on the noise of its ${Number(units.toPrecision(3))} units as well, which fills them once D^${steps - 1} is more than there are: measurements contradict this energy, which is far too low.`;
    return [{ layer, sentence }];
  });
}
