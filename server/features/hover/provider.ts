import { CstUtils, GrammarAST, type AstNode, type CstNode, type LangiumDocument } from 'langium';
import type { HoverProvider } from 'langium/lsp';
import type { Hover, HoverParams } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import { isDirected } from '../directions.js';
import { asWritten, paragraphs } from '../../../present/markdown/text.js';
import type { ArchServices } from '../../services.js';
import { activationHover } from './activation.js';
import { dataHover } from './data.js';
import { directionHover } from './direction.js';
import { functionHover } from './function.js';
import { keywordHover } from './keyword.js';
import { layerHover } from './layer.js';
import { networkHover } from './network.js';
import { scaleHover } from './scale.js';
import { studyHover } from './study.js';
import { targetHover } from './target.js';

/** What stands at the pointer, explained in Markdown. */
export class ArchHover implements HoverProvider {
  constructor(private readonly services: ArchServices) {}

  getHoverContent(document: LangiumDocument, { position }: HoverParams): Hover | undefined {
    const root = document.parseResult.value.$cstNode;
    const offset = document.textDocument.offsetAt(position);
    const leaf =
      root && CstUtils.findDeclarationNodeAtOffset(root, offset, this.services.parser.GrammarConfig.nameRegexp);
    const value = leaf && this.content(leaf);
    return value ? { contents: { kind: 'markdown', value }, range: leaf.range } : undefined;
  }

  private content(leaf: CstNode): string | undefined {
    const [declared] = this.services.references.References.findDeclarations(leaf);
    if (isDirected(declared)) return directionHover(declared, this.services.predictions);
    const node = leaf.astNode;
    if (ast.isActivationArgument(node) && leaf.text === node.activation) return activationHover(node.activation);
    if (ast.isFunctionComponent(node) && leaf.text === node.function) return functionHover(node);
    if (ast.isDataInput(node) && (leaf.text === node.kind || leaf.grammarSource?.$container?.$type === 'Assignment'))
      return dataHover(node);
    if (declared) {
      const comment = this.services.documentation.DocumentationProvider.getDocumentation(declared);
      return paragraphs(this.ofNode(declared), comment !== undefined && asWritten(comment));
    }
    return GrammarAST.isKeyword(leaf.grammarSource) ? keywordHover(leaf.text) : undefined;
  }

  private ofNode(node: AstNode): string | undefined {
    const { predictions, references } = this.services;
    if (ast.isLayer(node)) return layerHover(node, predictions);
    if (ast.isNetwork(node)) return networkHover(node, predictions);
    if (ast.isStudy(node)) return studyHover(node, predictions);
    if (ast.isScale(node)) return scaleHover(node, predictions, references.References);
    return ast.isTarget(node) ? targetHover(node) : undefined;
  }
}
