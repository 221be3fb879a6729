import type { AstNode } from 'langium';
import { AbstractSemanticTokenProvider, type SemanticTokenAcceptor } from 'langium/lsp';
import { SemanticTokenModifiers, SemanticTokenTypes } from 'vscode-languageserver';
import * as ast from '../../language/generated/ast.js';

const { variable, class: type, function: callable, property, event, parameter, enumMember } = SemanticTokenTypes;
const { declaration, readonly } = SemanticTokenModifiers;

/** Colours names by what they stand for, which a grammar of patterns cannot know. */
export class ArchSemanticTokens extends AbstractSemanticTokenProvider {
  protected override highlightElement(node: AstNode, accept: SemanticTokenAcceptor): void {
    if (ast.isScale(node)) {
      // A tied scale cannot be chosen freely: editors may show that.
      const modifier = node.relation === '~' ? [declaration, readonly] : [declaration];
      accept({ node, property: 'name', type: variable, modifier });
    } else if (ast.isNetwork(node)) accept({ node, property: 'name', type, modifier: declaration });
    else if (ast.isTarget(node)) accept({ node, property: 'name', type: callable, modifier: declaration });
    else if (ast.isStudy(node)) accept({ node, property: 'name', type: event, modifier: declaration });
    else if (ast.isLayer(node)) accept({ node, property: 'name', type: property, modifier: declaration });
    else if (ast.isSizeArgument(node)) accept({ node, property: 'key', type: parameter });
    else if (ast.isScoresArgument(node)) accept({ node, property: 'key', type: parameter });
    else if (ast.isActivationArgument(node)) {
      accept({ node, property: 'key', type: parameter });
      accept({ node, property: 'activation', type: enumMember });
    } else if (ast.isScaleReference(node)) {
      const modifier = node.scale?.ref?.relation === '~' ? readonly : undefined;
      accept({ node, property: 'scale', type: variable, ...(modifier && { modifier }) });
    } else if (ast.isNetworkProperty(node)) accept({ node, property: 'network', type });
    else if (ast.isTargetProperty(node)) accept({ node, property: 'target', type: callable });
    else if (ast.isSweepSetting(node) || ast.isFollowingSize(node)) {
      const modifier = node.size?.ref?.relation === '~' ? readonly : undefined;
      accept({ node, property: 'size', type: variable, ...(modifier && { modifier }) });
    } else if (ast.isFunctionArgument(node)) accept({ node, property: 'variable', type: parameter });
    else if (ast.isTargetComponent(node)) {
      accept({ node: node as ast.HermiteComponent, property: 'function', type: callable });
      if ('direction' in node && node.direction !== undefined) accept({ node, property: 'direction', type: parameter });
    }
  }
}
