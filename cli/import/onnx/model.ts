/** A tensor that a model holds; its numbers are kept only where they can be a shape or a factor. */
export interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** The numbers of a short list of whole numbers. */
  readonly integers?: readonly number[];
  /** The number of a tensor that holds one. */
  readonly number?: number;
  /** The smallest and the largest number of a short list of numbers. */
  readonly range?: readonly [least: number, most: number];
}

export type Attribute = number | string | readonly number[] | readonly string[] | Tensor | Graph | Reference;

/** In a local function: the attribute of the call whose value stands here. */
export interface Reference {
  readonly reference: string;
}

/** A computation that a model defines and calls by a name. */
export interface LocalFunction {
  readonly domain: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly nodes: readonly Node[];
  /** The values of attributes that a call leaves out. */
  readonly defaults: ReadonlyMap<string, Attribute>;
}

/** A step of the computation. */
export interface Node {
  readonly name: string;
  /** `Gemm` */
  readonly operator: string;
  /** Whose operator it is: `com.microsoft`; empty for those of ONNX itself. */
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, Attribute>;
}

/** A value that goes in or out: its shape has undefined where a size is open. */
export interface Value {
  readonly name: string;
  readonly shape: readonly (number | undefined)[];
}

/** A computation: the whole of a model, or a branch within it, which sees the values around it. */
export interface Graph {
  /** Its name, which may be empty. */
  readonly graph: string;
  /** In the order in which they are computed. */
  readonly nodes: readonly Node[];
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** The data that go in; weights are left out. */
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
}

/** An ONNX model, without its weights. */
export interface OnnxModel extends Graph {
  /** `pytorch 1.13.0` */
  readonly producer: string;
}
