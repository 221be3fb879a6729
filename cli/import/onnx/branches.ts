import type { Graph, Node } from './model.js';
import { described, graphOf } from './reading.js';

/** How many steps of a branch are named. */
const mostNamed = 4;

/** The two graphs of an `If`; undefined where the file lacks one. */
export interface Branches {
  readonly then: Graph | undefined;
  readonly otherwise: Graph | undefined;
}

/** The branches of an `If`. */
export function branchesOf(node: Node): Branches {
  return { then: graphOf(node, 'then_branch'), otherwise: graphOf(node, 'else_branch') };
}

/**
 * The branch that is always taken.
 * @param condition the number that the model holds for it: 0 is false.
 * @returns undefined when the model does not hold it, as it depends on the data.
 */
export function chosen({ then, otherwise }: Branches, condition: number | undefined): Graph | undefined {
  if (condition === undefined) return undefined;
  return condition === 0 ? otherwise : then;
}

/** The names of values that steps of graphs take, in the order of the steps; those within branches among them. */
export function captured(graphs: readonly Graph[]): string[] {
  return graphs.flatMap(({ nodes }) =>
    nodes.flatMap((node) => {
      const { then, otherwise } = branchesOf(node);
      return [...node.inputs, ...captured([then, otherwise].filter((graph) => graph !== undefined))];
    }),
  );
}

/** A sentence for branches of which neither is imported. */
export function untaken(node: Node, { then, otherwise }: Branches): string {
  return `${described(node)} takes one of two branches as the model runs: ${steps(then)}; or else ${steps(otherwise)}.`;
}

function steps(graph: Graph | undefined): string {
  if (!graph) return 'one that is missing';
  const named = graph.nodes.filter(({ operator }) => operator !== 'Constant').map(described);
  const left = named.length - mostNamed;
  if (named.length === 0) return 'a constant';
  return [...named.slice(0, mostNamed), ...(left > 0 ? [`${left} more`] : [])].join(', ');
}
