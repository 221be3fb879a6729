import { AstUtils, CstUtils, GrammarAST, type AstNode, type CstNode, type LangiumDocument } from 'langium';
import type { HoverProvider } from 'langium/lsp';
import type { Hover, HoverParams } from 'vscode-languageserver';
import { dataOf } from '../../../language/data/data-files.js';
import { dataOptions } from '../../../language/data/options.js';
import * as ast from '../../../language/generated/ast.js';
import { lowerTarget } from '../../../language/index.js';
import { frequencyOf } from '../../../language/lowering/component.js';
import { dataHover } from '../../../present/markdown/hovers/data.js';
import { activationHover, functionHover, keywordHover } from '../../../present/markdown/hovers/language.js';
import { layerHover, networkHover } from '../../../present/markdown/hovers/network.js';
import { scaleHover } from '../../../present/markdown/hovers/scale.js';
import { shortStudyHover, studyHover } from '../../../present/markdown/hovers/study.js';
import { directionHover, targetHover } from '../../../present/markdown/hovers/target.js';
import { asWritten, paragraphs, withSpacedColumns } from '../../../present/markdown/text.js';
import type { Predicted, Unpredicted } from '../../../present/views/predicted.js';
import { clientCommands, type StudyCommandArguments } from '../../../protocol/commands.js';
import type { ArchServices } from '../../services.js';
import { isDirected, type DirectedComponent } from '../directions.js';
import { markup } from '../markup.js';
import { directionUse } from './direction.js';
import { scaleFacts } from './scale.js';

/** What is at the pointer, explained in Markdown: here the node is found, in present/ it gets its words. */
export class ArchHover implements HoverProvider {
  constructor(private readonly services: ArchServices) {}

  getHoverContent(document: LangiumDocument, { position }: HoverParams): Hover | undefined {
    const root = document.parseResult.value.$cstNode;
    const offset = document.textDocument.offsetAt(position);
    const leaf =
      root && CstUtils.findDeclarationNodeAtOffset(root, offset, this.services.parser.GrammarConfig.nameRegexp);
    const content = leaf && this.content(leaf);
    const value = content && this.isShort ? withSpacedColumns(content) : content;
    if (!leaf || !value) return undefined;
    return { contents: markup(value, this.services.shared.lsp.LanguageServer.textFormats.hover), range: leaf.range };
  }

  private content(leaf: CstNode): string | undefined {
    const [declared] = this.services.references.References.findDeclarations(leaf);
    if (isDirected(declared)) return this.ofDirection(declared);
    const node = leaf.astNode;
    if (ast.isActivationArgument(node) && leaf.text === node.activation) return activationHover(node.activation);
    if (ast.isFunctionComponent(node) && leaf.text === node.function) return ofFunction(node);
    const isValue = leaf.grammarSource?.$container?.$type === 'Assignment';
    if (ast.isDataInput(node) && (leaf.text === node.kind || isValue)) return ofData(node);
    if (ast.isDataOption(node) && isValue && leaf.text !== node.key) return ofData(node.$container);
    if (declared) {
      const comment = this.services.documentation.DocumentationProvider.getDocumentation(declared);
      return paragraphs(this.ofNode(declared), comment !== undefined && asWritten(comment));
    }
    return GrammarAST.isKeyword(leaf.grammarSource) ? keywordHover(leaf.text) : undefined;
  }

  private get isShort(): boolean {
    return this.services.shared.lsp.LanguageServer.linksExplanations;
  }

  private ofStudy(study: ast.Study): string {
    const outcome = this.services.predictions.of(study);
    if (!this.isShort) return studyHover(outcome);
    const subject: StudyCommandArguments = [AstUtils.getDocument(study).uri.toString(), study.name];
    const call = encodeURIComponent(JSON.stringify(subject));
    return shortStudyHover(outcome, `command:${clientCommands.explainPrediction}?${call}`);
  }

  private ofNode(node: AstNode): string | undefined {
    const { predictions, references } = this.services;
    if (ast.isLayer(node)) return layerHover(node, this.outcomesOf(node.$container));
    if (ast.isNetwork(node)) return networkHover(node.name, node.parts.filter(ast.isLayer), this.outcomesOf(node));
    if (ast.isStudy(node)) return this.ofStudy(node);
    if (ast.isScale(node)) return scaleHover(scaleFacts(node, predictions, references.References));
    return ast.isTarget(node) ? targetHover(node.name, lowerTarget(node)) : undefined;
  }

  private ofDirection(component: DirectedComponent): string | undefined {
    const use = directionUse(component, this.services.predictions);
    return use && directionHover(use);
  }

  /** What the heuristic says of each study of a network. */
  private outcomesOf(network: ast.Network): (Predicted | Unpredicted)[] {
    const { predictions } = this.services;
    return predictions.studiesOf(network).map((study) => predictions.of(study));
  }
}

function ofFunction(node: ast.FunctionComponent): string | undefined {
  const degree = node.degree === undefined ? undefined : Number(node.degree);
  return functionHover(node.function, frequencyOf(node) ?? 1, degree);
}

function ofData(input: ast.DataInput): string {
  return dataHover({ path: input.path, ...dataOptions(input) }, dataOf(input));
}
