import type { ActivationName } from '../../../theory/activations/index.js';
import type { InputKindName } from '../../../theory/input.js';
import type { LayerKindName } from '../../../theory/kinds/index.js';
import type { Refusal } from '../../../theory/kinds/refusal.js';
import type { TargetKindName } from '../../../theory/targets/index.js';

/** What the torch engine does with a kind: its Python code handles it, or raises `NotSupportedError` for the reason here. */
export type InTorch = 'handled' | Refusal;

/** Those of `Network.add` in Python. */
export const torchLayers: Readonly<Record<LayerKindName, InTorch>> = {
  dense: 'handled',
  conv: 'handled',
  attention: 'handled',
  norm: 'handled',
  recurrent: 'handled',
  block: { refused: 'stands-for-others' },
};

/** Python's ACTIVATIONS. */
export const torchActivations: Readonly<Record<ActivationName, InTorch>> = {
  erf: 'handled',
  tanh: 'handled',
  sin: 'handled',
  relu: 'handled',
  gelu: 'handled',
  silu: 'handled',
  linear: 'handled',
  quadratic: 'handled',
};

/** Targets, whose values are those of validation/network/target.ts. */
export const torchTargets: Readonly<Record<TargetKindName, InTorch>> = {
  hermite: 'handled',
  attentive: 'handled',
  mixture: 'handled',
  hierarchical: 'handled',
};

/** Data, with a signal or without. */
export const torchInputs: Readonly<Record<InputKindName, InTorch>> = {
  gaussian: 'handled',
  patches: 'handled',
  tokens: 'handled',
};
