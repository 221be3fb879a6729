import type { Node, Tensor } from './model.js';
import { listOf, numberOf } from './reading.js';

/** Stands for a size that the data decide, in a list of sizes. */
const open = -1;

/**
 * What a step makes of numbers that do not depend on the data: reshaped weights stay weights, and sizes that are joined
 * are a shape, where some may be open.
 * @param tensors the numbers that are known so far, by name.
 * @returns undefined when nothing is known of it.
 */
export function folded(node: Node, tensors: ReadonlyMap<string, Tensor>): Tensor | undefined {
  const [first = ''] = node.inputs;
  const [name = ''] = node.outputs;
  if (node.operator === 'Concat') return joinedWeights(node, tensors, name) ?? joinedShape(node, tensors, name);
  if (node.operator === 'ConstantOfShape') {
    const value = node.attributes.get('value');
    const number = typeof value === 'object' && 'shape' in value ? value.number : 0;
    return number === undefined ? undefined : { name, shape: [], number };
  }
  const tensor = tensors.get(first);
  if (!tensor || node.inputs.length > 2) return undefined;
  switch (node.operator) {
    case 'Transpose':
      return { ...tensor, shape: transposed(tensor, node) };
    case 'Identity':
    case 'Cast':
    case 'DequantizeLinear':
    case 'QuantizeLinear':
      return tensor;
    case 'Unsqueeze':
    case 'Squeeze':
      return { ...tensor, shape: movedShape(node, tensor, tensors) };
    case 'Reshape': {
      const shape = reshapedShape(tensor.shape, tensors.get(node.inputs[1] ?? '')?.integers);
      return shape && { ...tensor, shape };
    }
    case 'Sqrt':
      return {
        name: tensor.name,
        shape: tensor.shape,
        ...(tensor.number !== undefined && { number: Math.sqrt(tensor.number) }),
      };
    case 'Mul':
    case 'Div':
      return { name: tensor.name, shape: tensor.shape };
    default:
      return undefined;
  }
}

/** Weights beside each other: those of queries, keys and values. */
function joinedWeights(node: Node, tensors: ReadonlyMap<string, Tensor>, name: string): Tensor | undefined {
  const all = node.inputs.map((input) => tensors.get(input));
  const [first] = all;
  if (!first || first.shape.length < 2) return undefined;
  const axis = numberOf(node, 'axis') ?? 0;
  const at = axis < 0 ? axis + first.shape.length : axis;
  const length = all.reduce((sum, tensor) => sum + (tensor?.shape[at] ?? NaN), 0);
  if (Number.isNaN(length)) return undefined;
  return { name, shape: first.shape.map((size, index) => (index === at ? length : size)) };
}

/** A shape without or with sides of 1. */
function movedShape(node: Node, { shape }: Tensor, tensors: ReadonlyMap<string, Tensor>): readonly number[] {
  const axes = listOf(node, 'axes') ?? tensors.get(node.inputs[1] ?? '')?.integers;
  const isAdded = node.operator === 'Unsqueeze';
  const rank = shape.length + (isAdded ? (axes?.length ?? 0) : 0);
  const places = new Set(axes?.map((axis) => (axis < 0 ? axis + rank : axis)));
  if (!isAdded) return shape.filter((size, index) => (axes ? !places.has(index) : size !== 1));
  const left = [...shape];
  return Array.from({ length: rank }, (_, index) => (places.has(index) ? 1 : (left.shift() ?? 1)));
}

/** The shape that is asked for, with 0 and -1 as the numbers they stand for; undefined when it is not known. */
function reshapedShape(shape: readonly number[], wanted: readonly number[] | undefined): readonly number[] | undefined {
  if (!wanted) return undefined;
  const copied = wanted.map((size, index) => (size === 0 ? (shape[index] ?? 1) : size));
  const count = (list: readonly number[]): number => list.reduce((product, size) => product * size, 1);
  const known = count(copied.filter((size) => size !== open));
  return copied.map((size) => (size === open ? count(shape) / known : size));
}

function joinedShape({ inputs }: Node, tensors: ReadonlyMap<string, Tensor>, name: string): Tensor | undefined {
  const integers = inputs.flatMap((input) => {
    const tensor = tensors.get(input);
    return tensor?.integers ?? tensor?.number ?? open;
  });
  return integers.length > 8 ? undefined : { name, shape: [integers.length], integers };
}

function transposed({ shape }: Tensor, node: Node): readonly number[] {
  const order = listOf(node, 'perm') ?? shape.map((_, index) => shape.length - 1 - index);
  return order.map((axis) => shape[axis] ?? 1);
}
