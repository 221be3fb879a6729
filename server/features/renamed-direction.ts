import { AstUtils, GrammarUtils } from 'langium';
import { TextEdit } from 'vscode-languageserver';
import * as ast from '../../language/generated/ast.js';
import { renameRefusals } from '../../present/words/answers.js';
import { unnamedDirection } from '../../theory/targets/component.js';
import { directedComponents, directionsIn, type DirectedComponent } from './directions.js';

/** Why the direction that a component names cannot have another name: the target would be another one. Undefined when it can. */
export function mergingReason(component: DirectedComponent, newName: string): string | undefined {
  const target = AstUtils.getContainerOfType(component, ast.isTarget);
  if (!target || newName === component.direction) return undefined;
  if (directionsIn(target).has(newName)) return renameRefusals.otherDirection(newName);
  const isAttentive = AstUtils.streamAllContents(target).some(ast.isAttentiveComponent);
  if (component.direction === unnamedDirection && isAttentive)
    return renameRefusals.attentionDirection(unnamedDirection);
  return undefined;
}

/** The new name where it was not written: components without a direction lie along `w`, and stay along it when it is renamed. */
export function namesToWrite(component: DirectedComponent, newName: string): TextEdit[] {
  const target = AstUtils.getContainerOfType(component, ast.isTarget);
  if (!target || component.direction !== unnamedDirection || newName === unnamedDirection) return [];
  return directedComponents(target).flatMap(({ direction, degree, $cstNode }) => {
    const bracket = GrammarUtils.findNodeForKeyword($cstNode, ')');
    if (direction !== undefined || degree === undefined || !bracket) return [];
    return [TextEdit.insert(bracket.range.start, `, ${newName}`)];
  });
}
