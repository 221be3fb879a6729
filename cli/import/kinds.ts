import type { ActivationName } from '../../theory/activations/index.js';
import { layerKinds, type LayerKindName } from '../../theory/kinds/index.js';
import type { Refusal } from '../../theory/kinds/refusal.js';
import type { TargetKindName } from '../../theory/targets/index.js';

/** Layers of each kind that an import writes: how one is called that has no name in the model, or why none is written. */
export const importedKinds: Readonly<Record<LayerKindName, { readonly fallback: string } | Refusal>> = {
  dense: { fallback: 'h' },
  conv: { fallback: 'c' },
  attention: { fallback: 'a' },
  norm: { fallback: 'norm' },
  recurrent: { fallback: 'r' },
  block: { fallback: 't' },
};

/** The activations that an import recognises in a model (activations/recognise.ts). */
export const importedActivations: Readonly<Record<ActivationName, 'recognised' | Refusal>> = {
  erf: 'recognised',
  tanh: 'recognised',
  sin: 'recognised',
  relu: 'recognised',
  gelu: 'recognised',
  silu: 'recognised',
  linear: 'recognised',
  quadratic: 'recognised',
};

/** Targets that an import begins with (with-study.ts): a model does not say what it learned. */
export const importedTargets: Readonly<Record<TargetKindName, { readonly value: string } | Refusal>> = {
  hermite: { value: 'he(3)' },
  attentive: { value: 'attentive(3)' },
  mixture: { refused: 'not-in-models' },
  hierarchical: { refused: 'not-in-models' },
};

/** The words that begin a layer of a kind: `recurrent dense`. */
export function keywordOf(kind: LayerKindName): string {
  return layerKinds.get(kind)?.keyword ?? kind;
}
