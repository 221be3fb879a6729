import type { Node } from './model.js';

/** Steps on quantised numbers: which step they are, and at which places their operands stand among scales and zeros. */
const quantised: Readonly<Record<string, { readonly operator: string; readonly operands: readonly number[] }>> = {
  QLinearMatMul: { operator: 'MatMul', operands: [0, 3] },
  MatMulInteger: { operator: 'MatMul', operands: [0, 1] },
  DynamicQuantizeMatMul: { operator: 'MatMul', operands: [0, 1] },
  MatMulIntegerToFloat: { operator: 'MatMul', operands: [0, 1] },
  QGemm: { operator: 'Gemm', operands: [0, 3] },
  QLinearConv: { operator: 'Conv', operands: [0, 3] },
  ConvInteger: { operator: 'Conv', operands: [0, 1] },
  QLinearAdd: { operator: 'Add', operands: [0, 3] },
  QLinearMul: { operator: 'Mul', operands: [0, 3] },
  QLinearSigmoid: { operator: 'Sigmoid', operands: [0] },
  QLinearLeakyRelu: { operator: 'LeakyRelu', operands: [0] },
  QLinearSoftmax: { operator: 'Softmax', operands: [0] },
  QLinearGlobalAveragePool: { operator: 'GlobalAveragePool', operands: [0] },
  QuantizeLinear: { operator: 'QuantizeLinear', operands: [0] },
  DequantizeLinear: { operator: 'DequantizeLinear', operands: [0] },
};

/** A step as it is without quantisation: scales and zeros change no scale of the heuristic. */
export function plainNode(node: Node): Node {
  const plain = quantised[node.operator];
  if (!plain) return node;
  return { ...node, operator: plain.operator, inputs: plain.operands.map((place) => node.inputs[place] ?? '') };
}
