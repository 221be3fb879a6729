import { t } from '@vscode/l10n';
import { partsOf } from '../theory/kinds/index.js';
import type { Layer, Study } from '../theory/study.js';

/** What a layer has several of, and what of them specialises: units, channels or heads. */
export function unitNoun({ kind }: Pick<Layer, 'kind'>, count: number): string {
  switch (kind) {
    case 'conv':
      return count === 1 ? t('channel') : t('channels');
    case 'attention':
      return count === 1 ? t('head') : t('heads');
    default:
      return count === 1 ? t('unit') : t('units');
  }
}

/** The same for a layer of a prediction by its name, which may be that of a part of a block. */
export function unitNounOf(name: string, { network }: Study, count: number): string {
  const layer = network.layers.flatMap(partsOf).find((one) => one.name === name);
  return unitNoun(layer ?? { kind: 'dense' }, count);
}
