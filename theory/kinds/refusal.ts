/**
 * Why a part of the program does not handle a kind, as a code. docs/language.md, "What each part does with each kind", words each;
 * test/completeness holds the two together.
 */
export type RefusalReason =
  /** A study holds the layers that it stands for, and each is handled. */
  | 'stands-for-others'
  /** No values of such a kind are known in numbers. */
  | 'no-values'
  /** The engine for graphics cards does not know it; the built-in one does. */
  | 'not-in-torch'
  /** The engine on WebGPU has no kernels for it; the built-in one measures it. */
  | 'not-in-webgpu'
  /** A model's file does not say what it learned. */
  | 'not-in-models';

/** A part of the program that refuses a kind, with its reason. */
export interface Refusal {
  readonly refused: RefusalReason;
}

/** True for a refusal in a table of kinds. */
export function isRefusal(entry: unknown): entry is Refusal {
  return typeof entry === 'object' && entry !== null && 'refused' in entry;
}
