import * as ast from '../generated/ast.js';

/** The layer of the text that a layer of the theory comes from. */
export function layerNode(network: ast.Network, layer: string): ast.Layer | undefined {
  const name = nodeName(layer);
  return network.parts.filter(ast.isLayer).find((one) => one.name === name);
}

/** The name in the text of a layer of the theory: the parts of a block t1 are called `t1.attention` and `t1.dense`. */
export function nodeName(layer: string): string {
  return layer.split('.')[0] ?? layer;
}
