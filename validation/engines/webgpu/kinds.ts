import type { LayerKindName } from '../../../theory/kinds/index.js';
import type { Refusal } from '../../../theory/kinds/refusal.js';

/** What the webgpu engine does with a kind: its kernels handle it, or `stackOf` refuses it for the reason here. */
export type InWebGpu = 'handled' | Refusal;

const notInWebGpu: Refusal = { refused: 'not-in-webgpu' };

/** Layers of units without experts. Activations are those of wgsl/activations.ts; data and targets come from the code of the embedded engine. */
export const webGpuLayers: Readonly<Record<LayerKindName, InWebGpu>> = {
  dense: 'handled',
  conv: 'handled',
  attention: notInWebGpu,
  norm: notInWebGpu,
  recurrent: notInWebGpu,
  // One of its parts is attention.
  block: notInWebGpu,
};
