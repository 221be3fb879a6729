import { expertsOf, spreadOf } from './kinds/experts.js';
import type { TheoryMessageOf } from './messages.js';
import type { Pattern } from './prediction.js';
import type { Study } from './study.js';

/**
 * The layers of a pattern with fewer specialised units than experts. Each unit belongs to one expert: alignment is reached
 * without the others, and the error stays on their inputs (theory, "Mixture of experts"; derived).
 */
export function expertsLeftOut(
  { network, reference }: Study,
  { layers }: Pattern,
): TheoryMessageOf<'experts-left-out'>[] {
  return layers.flatMap(({ layer, parameter }, index) => {
    const own = network.layers[index];
    const expertsOfLayer = own && expertsOf(own);
    if (!own || !expertsOfLayer || spreadOf(own).isOne || parameter?.name !== 'M') return [];
    const [units, experts] = [parameter.size, expertsOfLayer.count].map((size) => size.value(reference));
    if (units === undefined || experts === undefined || units >= experts * (1 - 1e-9)) return [];
    return [{ code: 'experts-left-out', layer, units, experts }];
  });
}
