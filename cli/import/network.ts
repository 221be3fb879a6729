import type { ActivationName } from '../../theory/activations/index.js';
import type { LayerKindName } from '../../theory/kinds/index.js';

/** A size of an imported network: what it is for decides its name and with which others it is shared. */
export interface ImportedSize {
  readonly argument: 'width' | 'channels' | 'heads' | 'steps';
  readonly value: number;
}

/** A layer of an imported network, in words of the language. */
export interface ImportedLayer {
  readonly kind: 'layer';
  readonly keyword: LayerKindName;
  /** As the model calls it; it may be empty, or no name of the language. */
  readonly name: string;
  /** Where it stands among the parts of the model: `encoder.layers.0.fc`; undefined where the model does not say. */
  readonly scope?: string;
  readonly sizes: readonly ImportedSize[];
  /** What its weights are called, by which layers with the same ones are known. */
  readonly weights?: string;
  /** How many layers with weights of the model it stands for; 1 where it is not given. */
  readonly weightCount?: number;
  /** Undefined while it is not known yet. */
  readonly activation?: ActivationName | undefined;
  /** Of attention: the rank of its scores, where they are not full matrices. */
  readonly rank?: number;
  readonly isResidual: boolean;
  /** Weights behind it, within its identity: they are taken together with those of what follows. */
  readonly projection?: string;
  /** How many numbers come in, where the model says so. */
  readonly fanIn?: number;
  /** Of a first convolution: how many patches of which size it takes. */
  readonly patches?: { readonly count: number; readonly size: number };
  /** Of a dense layer behind a convolution: how it takes the patches together. */
  readonly reads?: 'flatten' | 'mean' | 'sum';
  /** What is different in the model and makes no difference here, in sentences. */
  readonly remarks: readonly string[];
  /** What the model does to its units and the language cannot say, in sentences. */
  readonly lacks?: readonly string[];
}

/** Something of a model that the language cannot say, in words. */
export interface Gap {
  readonly kind: 'gap';
  /** `MaxPool pool1, kernel 2×2: the heuristic has no rule for it.` */
  readonly text: string;
}

export type ImportedPart = ImportedLayer | Gap;

/** A network as it was found in a model: its layers in order, the readout last where it is one. */
export interface ImportedNetwork {
  readonly name: string;
  readonly parts: readonly ImportedPart[];
  /** The shape of the data without the batch; undefined where it is open. */
  readonly inputShape: readonly (number | undefined)[];
  /** What is to be said of the data, in sentences. */
  readonly dataRemarks?: readonly string[];
  /** How the patches of a convolution become one. */
  readonly patchReadout?: 'flatten' | 'mean' | 'sum';
}

/** Something of a model that is not in the file. */
export interface Missing {
  /** As the model calls it: `conv2`. */
  readonly name: string;
  /** `3x3, dilated` */
  readonly what: string;
  /** Why, as a sentence. */
  readonly reason: string;
}

/** How much of a model was imported. */
export interface Coverage {
  /** Layers with weights that are in the file. */
  readonly imported: number;
  /** Layers with weights of the model. */
  readonly total: number;
  /** Empty when nothing in the file differs from the model in an activation, a layer or their order. */
  readonly missing: readonly Missing[];
}

/** What was found in a model file. */
export interface ImportedModel {
  /** Where it comes from: `net.onnx, written by pytorch 1.13.0`. */
  readonly origin: string;
  /** One network; two where the data decide which of two a model is. */
  readonly networks: readonly ImportedNetwork[];
  readonly coverage: Coverage;
}
