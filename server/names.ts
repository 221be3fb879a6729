import { DefaultNameProvider, type AstNode, type CstNode } from 'langium';
import { directionNode, isDirected } from './features/directions.js';

/** Where names stand: that of a component of a target is its direction's. */
export class ArchNames extends DefaultNameProvider {
  override getNameNode(node: AstNode): CstNode | undefined {
    return isDirected(node) ? directionNode(node) : super.getNameNode(node);
  }
}
