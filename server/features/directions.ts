import { AstUtils, GrammarUtils, type AstNode, type CstNode } from 'langium';
import * as ast from '../../language/generated/ast.js';
import { directionOf } from '../../language/lowering/component.js';
import { unnamedDirection } from '../../theory/targets/component.js';

/** A component that lies along one direction, and may name it. */
export type DirectedComponent = ast.HermiteComponent | ast.FunctionComponent;

/** True for he(n) and for a function by its name. */
export function isDirected(node: AstNode | undefined): node is DirectedComponent {
  return ast.isHermiteComponent(node) || ast.isFunctionComponent(node);
}

/** The components of a target that lie along directions, in the order of the text. */
export function directedComponents(target: ast.Target): DirectedComponent[] {
  return AstUtils.streamAllContents(target).filter(isDirected).toArray();
}

/**
 * The components of the same target that name the direction which this one names, the first of them first: a direction
 * belongs to its target, and the same name in another target is another direction.
 */
export function namings(component: DirectedComponent): DirectedComponent[] {
  const target = AstUtils.getContainerOfType(component, ast.isTarget);
  if (!target || component.direction === undefined) return [];
  return directedComponents(target).filter(({ direction }) => direction === component.direction);
}

/** The directions of a target by their names: `w` where a component names none, or where the attention target is one. */
export function directionsIn(target: ast.Target): ReadonlySet<string> {
  const isAttentive = AstUtils.streamAllContents(target).some(ast.isAttentiveComponent);
  return new Set([...directedComponents(target).map(directionOf), ...(isAttentive ? [unnamedDirection] : [])]);
}

/** Where a component names its direction; undefined where it does not. */
export function directionNode(component: DirectedComponent): CstNode | undefined {
  return GrammarUtils.findNodeForProperty(component.$cstNode, 'direction');
}
