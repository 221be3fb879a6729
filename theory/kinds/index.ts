import { Monomial } from '../monomial.js';
import type { Layer } from '../study.js';
import { attention } from './attention.js';
import { block } from './block.js';
import { convolution } from './convolution.js';
import { dense } from './dense.js';
import type { Alternative, CompoundKind, LayerKind, Move, LayerContext } from './kind.js';
import { norm } from './norm.js';
import { recurrent } from './recurrent.js';

export type * from './kind.js';

/** Every kind of layer. A new one is an entry here. */
const all = [dense, convolution, attention, norm, recurrent, block] as const;

type AnyKind = (typeof all)[number];

/** The name of a kind of layer. */
export type LayerKindName = AnyKind['kind'];

/** The name of a kind that stands for itself. */
export type SimpleKindName = Exclude<AnyKind, CompoundKind>['kind'];

/** The names of the kinds, in the order in which the language presents them. */
export const layerKindNames: readonly LayerKindName[] = all.map(({ kind }) => kind);

/** Every kind of layer, by its name. */
export const layerKinds: ReadonlyMap<string, LayerKind<LayerKindName> | CompoundKind<LayerKindName>> = new Map(
  all.map((kind) => [kind.kind, kind]),
);

/** The names of the arguments that layers take: the sizes of all kinds, and what is no size. */
export const layerArguments: ReadonlySet<string> = new Set([
  ...[...layerKinds.values()].flatMap(({ sizes }) => sizes.map(({ name }): string => name)),
  'activation',
  'scores',
]);

/**
 * The kind of a layer of a study, where blocks are taken apart.
 * @throws RangeError for a name that is no kind, as a file of a later version may have, and for that of a block.
 */
export function kindOf(layer: Layer): LayerKind<LayerKindName> {
  const kind = layerKinds.get(layer.kind);
  if (!kind) throw new RangeError(`no layer is called ${layer.kind}`);
  if ('parts' in kind) throw new RangeError(`${layer.name} stands for several layers`);
  return kind;
}

/** The layers that a layer stands for: itself, or the parts of a block. */
export function partsOf(layer: Layer): readonly Layer[] {
  const kind = layerKinds.get(layer.kind);
  return kind && 'parts' in kind ? kind.parts(layer) : [layer];
}

/**
 * The moves of a layer where it stands, with the identity skip of a residual layer: r'_n = min(r_n, the layer's r'_n)
 * (derived).
 */
export function movesOf(layer: Layer, context: LayerContext): Move[] {
  const moves = kindOf(layer).moves(layer, context);
  return layer.residual ? moves.map((move) => withSkip(move, context)) : moves;
}

function withSkip(move: Move, { features, present }: LayerContext): Move {
  const outgoing = new Map(move.outgoing);
  for (const feature of features) {
    if (!present.has(feature)) continue;
    const skip: Alternative = { constant: Monomial.one, powers: [[feature, 1]], parameterPower: 0, rule: 'residual' };
    outgoing.set(feature, [...(outgoing.get(feature) ?? []), skip]);
  }
  return { ...move, outgoing };
}
