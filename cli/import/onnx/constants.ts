import type { Node, Tensor } from './model.js';
import { listOf } from './reading.js';

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
  if (node.operator === 'Concat') return joinedShape(node, tensors, name);
  const tensor = tensors.get(first);
  if (!tensor || node.inputs.length > 2) return undefined;
  switch (node.operator) {
    case 'Transpose':
      return { ...tensor, shape: transposed(tensor, node) };
    case 'Identity':
    case 'Cast':
    case 'Unsqueeze':
    case 'Squeeze':
      return tensor;
    case 'Reshape':
    case 'Mul':
    case 'Div':
    case 'Sqrt':
      return { name: tensor.name, shape: tensor.shape };
    default:
      return undefined;
  }
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
