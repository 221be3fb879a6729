import type { LayerKindName } from '../../theory/kinds/index.js';
import { isRefusal, type Refusal } from '../../theory/kinds/refusal.js';
import { attention } from './attention.js';
import { convolution } from './convolution.js';
import { dense } from './dense.js';
import type { NumericKind, PlannedLayer } from './layer.js';
import { norm } from './norm.js';
import { recurrent } from './recurrent.js';

/** Every kind of layer in numbers, or why there is none. */
export const numericKinds: Readonly<Record<LayerKindName, NumericKind | Refusal>> = {
  dense,
  conv: convolution,
  attention,
  norm,
  recurrent,
  block: { refused: 'stands-for-others' },
};

/**
 * The kind of a planned layer in numbers.
 * @throws RangeError for a kind that has none, as a plan of a later version may hold.
 */
export function numericKindOf({ kind }: PlannedLayer): NumericKind {
  const found: NumericKind | Refusal | undefined = numericKinds[kind];
  if (found === undefined || isRefusal(found)) throw new RangeError(`no layer ${kind} is known in numbers`);
  return found;
}
