import { layerKinds, partsOf } from '../theory/kinds/index.js';
import type { Layer, Study } from '../theory/study.js';
import { countedWords } from './words/kinds.js';

/** What a layer has several of, and what of them specialises: units, channels or heads. */
export function unitNoun({ kind }: Pick<Layer, 'kind'>, count: number): string {
  return countedWords[layerKinds.get(kind)?.counts ?? 'unit'](count);
}

/** The same for a layer of a prediction by its name, which may be that of a part of a block. */
export function unitNounOf(name: string, { network }: Study, count: number): string {
  const layer = network.layers.flatMap(partsOf).find((one) => one.name === name);
  return unitNoun(layer ?? { kind: 'dense' }, count);
}
