import { t } from '@vscode/l10n';
import { expertsOf, spreadOf } from './kinds/experts.js';
import type { Pattern } from './prediction.js';
import type { Study } from './study.js';

/** A layer in which fewer units specialise than there are experts. */
export interface ExpertsLeftOut {
  readonly layer: string;
  /** `of e only 4 units specialise, and it has 16 experts: ...` */
  readonly sentence: string;
}

/**
 * The layers of a pattern with fewer specialised units than experts. Each unit belongs to one expert: alignment is reached
 * without the others, and the error stays on their inputs (theory, "Mixture of experts"; derived).
 */
export function expertsLeftOut({ network, reference }: Study, { layers }: Pattern): ExpertsLeftOut[] {
  return layers.flatMap(({ layer, parameter }, index) => {
    const own = network.layers[index];
    const experts = own && expertsOf(own);
    if (!own || !experts || spreadOf(own).isOne || parameter?.name !== 'M') return [];
    const [units, count] = [parameter.size, experts.count].map((size) => size.value(reference));
    if (units === undefined || count === undefined || units >= count * (1 - 1e-9)) return [];
    const specialise = Number(units.toPrecision(3));
    const sentence = t`of ${layer} only ${specialise} ${specialise === 1 ? t('unit specialises') : t('units specialise')}, and it has ${Number(count.toPrecision(3))} experts: alignment is reached without every expert, and the error is not small on the inputs of the others.`;
    return [{ layer, sentence }];
  });
}
