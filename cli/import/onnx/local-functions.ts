import { UnreadableModel } from '../unreadable-model.js';
import type { Attribute, Graph, LocalFunction, Node } from './model.js';

/** Functions call each other no deeper than this. */
const deepest = 16;

/**
 * A graph in which the calls of local functions are replaced by what they compute.
 * @param most how many steps it may have then.
 * @throws UnreadableModel when it has more, or when functions call each other without end.
 */
export function withoutFunctions(graph: Graph, functions: readonly LocalFunction[], most: number): Graph {
  if (functions.length === 0) return graph;
  const byName = new Map(functions.map((one) => [`${one.domain} ${one.name}`, one]));
  return new Inliner(byName, most).graph(graph, 0);
}

class Inliner {
  private calls = 0;

  constructor(
    private readonly functions: ReadonlyMap<string, LocalFunction>,
    private left: number,
  ) {}

  graph(graph: Graph, depth: number): Graph {
    return { ...graph, nodes: this.nodes(graph.nodes, depth) };
  }

  private nodes(nodes: readonly Node[], depth: number): Node[] {
    return nodes.flatMap((node) => {
      const called = this.functions.get(`${node.domain} ${node.operator}`);
      if (called) return this.inlined(called, node, depth + 1);
      if (--this.left < 0) throw new UnreadableModel('its functions have more steps than any network.');
      const attributes = new Map([...node.attributes].map(([name, value]) => [name, this.attribute(value, depth)]));
      return [{ ...node, attributes }];
    });
  }

  private attribute(value: Attribute, depth: number): Attribute {
    return typeof value === 'object' && 'nodes' in value ? this.graph(value, depth) : value;
  }

  private inlined(called: LocalFunction, call: Node, depth: number): Node[] {
    if (depth > deepest) throw new UnreadableModel('its functions call each other without end.');
    const prefix = `${called.name}#${++this.calls}/`;
    const names = new Map<string, string>([
      ...called.inputs.map((name, index) => [name, call.inputs[index] ?? ''] as const),
      ...called.outputs.map((name, index) => [name, call.outputs[index] ?? `${prefix}${name}`] as const),
    ]);
    const renamed = (name: string): string => (name === '' ? '' : (names.get(name) ?? `${prefix}${name}`));
    const complete = { ...call, attributes: new Map([...called.defaults, ...call.attributes]) };
    const own = called.nodes.map((node) => inCall(node, complete, renamed));
    return this.nodes(own, depth);
  }
}

/** A step of a function with the names and attributes of a call of it. */
function inCall(node: Node, call: Node, renamed: (name: string) => string): Node {
  const attributes = new Map<string, Attribute>();
  for (const [name, value] of node.attributes) {
    const isReference = typeof value === 'object' && 'reference' in value;
    const given = isReference ? call.attributes.get(value.reference) : value;
    if (given === undefined) continue;
    const isGraph = typeof given === 'object' && 'nodes' in given;
    attributes.set(name, isGraph ? graphInCall(given, call, renamed) : given);
  }
  return {
    ...node,
    // Where exporters leave the steps of a function without a place, they stand where the call stands.
    name: [call.name, node.name].filter(Boolean).join('/'),
    inputs: node.inputs.map(renamed),
    outputs: node.outputs.map(renamed),
    attributes,
  };
}

function graphInCall(graph: Graph, call: Node, renamed: (name: string) => string): Graph {
  return {
    ...graph,
    nodes: graph.nodes.map((node) => inCall(node, call, renamed)),
    tensors: new Map([...graph.tensors].map(([name, tensor]) => [renamed(name), tensor])),
    outputs: graph.outputs.map((value) => ({ ...value, name: renamed(value.name) })),
  };
}
