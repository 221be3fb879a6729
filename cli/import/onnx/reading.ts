import type { Graph, Node, Tensor } from './model.js';

/** A number among a node's attributes. */
export function numberOf({ attributes }: Node, name: string): number | undefined {
  const value = attributes.get(name);
  return typeof value === 'number' ? value : undefined;
}

/** A list of numbers among a node's attributes. */
export function listOf({ attributes }: Node, name: string): readonly number[] | undefined {
  const value = attributes.get(name);
  return Array.isArray(value) ? (value as readonly number[]) : undefined;
}

/** A branch among a node's attributes. */
export function graphOf({ attributes }: Node, name: string): Graph | undefined {
  const value = attributes.get(name);
  return typeof value === 'object' && 'nodes' in value ? value : undefined;
}

/** How exporters call a layer: by its weights, `encoder.h1.weight`, or by its step, `/encoder/h1/MatMul`. */
export function layerName(node: Node, weights: Tensor | undefined): string {
  const byWeights = /^(.*?)\.?(weight|kernel|scores|query|W)(_quantized|_q|_DequantizeLinear)?(:0)?$/.exec(
    weights?.name ?? '',
  )?.[1];
  if (byWeights && !byWeights.includes('::')) return byWeights;
  const scopes = node.name.split('/').filter(Boolean).slice(0, -1);
  return scopes.at(-1) ?? '';
}

/** What a step with weights is: `3x3, stride 2, dilated`, `64 to 10`, `LSTM, 64 units`. */
export function weightsInWords(node: Node, weights: Tensor | undefined): string {
  const shape = weights?.shape ?? [];
  const hidden = numberOf(node, 'hidden_size');
  if (hidden !== undefined) return `${node.operator}, ${hidden} units`;
  if (/Conv/.test(node.operator) && shape.length > 2) {
    const group = numberOf(node, 'group') ?? 1;
    const strides = listOf(node, 'strides')?.filter((stride) => stride !== 1) ?? [];
    return [
      shape.slice(2).join('x'),
      ...(strides.length > 0 ? [`stride ${listOf(node, 'strides')?.join('x') ?? ''}`] : []),
      ...((listOf(node, 'dilations') ?? []).some((one) => one !== 1) ? ['dilated'] : []),
      ...(group > 1 ? [group === shape[0] ? 'depthwise' : `${group} groups`] : []),
      ...(node.operator === 'ConvTranspose' ? ['transposed'] : []),
    ].join(', ');
  }
  if (node.operator === 'Gather') return `embedding of ${shape[0] ?? '?'} words`;
  if (shape.length !== 2) return shape.length > 0 ? `${node.operator}, ${shape.join('x')}` : node.operator;
  const [from, to] = numberOf(node, 'transB') === 1 ? [shape[1], shape[0]] : shape;
  return `${from ?? '?'} to ${to ?? '?'}`;
}

/** A step in words: `MaxPool pool1 (kernel 2×2)`. */
export function described(node: Node): string {
  const kernel = listOf(node, 'kernel_shape');
  const name = node.name.split('/').filter(Boolean).at(-2) ?? '';
  return `${node.operator}${name ? ` ${name}` : ''}${kernel ? ` (kernel ${kernel.join('×')})` : ''}`;
}

/** Where a layer stands among the parts of its model, by the same signs: `encoder.h1`. */
export function layerScope(node: Node, weights: Tensor | undefined): string {
  const name = layerName(node, weights);
  if (name.includes('.')) return name;
  return node.name.split('/').filter(Boolean).slice(0, -1).join('.');
}
