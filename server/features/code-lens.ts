import { AstUtils, type LangiumDocument } from 'langium';
import type { CodeLensProvider } from 'langium/lsp';
import type { CodeLens } from 'vscode-languageserver';
import * as ast from '../../language/generated/ast.js';
import { lensTitles } from '../../present/words/lenses.js';
import { clientCommands, type StudyCommandArguments } from '../../protocol/commands.js';
import { nameRange } from '../positions.js';
import type { ArchSharedServices } from '../services.js';

/** Over each study: validate it, explain its prediction, show its network and its phase diagram. */
export class ArchCodeLenses implements CodeLensProvider {
  constructor(private readonly shared: ArchSharedServices) {}

  /** None where the client does not have the commands. */
  provideCodeLens(document: LangiumDocument): CodeLens[] {
    const root = document.parseResult.value;
    if (!ast.isDocument(root) || !this.shared.lsp.LanguageServer.runsCommands) return [];
    return root.declarations.filter(ast.isStudy).flatMap((study) => lenses(study));
  }
}

function lenses(study: ast.Study): CodeLens[] {
  const range = nameRange(study);
  if (!range || !study.name) return [];
  const target: StudyCommandArguments = [AstUtils.getDocument(study).uri.toString(), study.name];
  return [
    { range, command: { title: lensTitles.validate(), command: clientCommands.validateStudy, arguments: target } },
    { range, command: { title: lensTitles.explain(), command: clientCommands.explainPrediction, arguments: target } },
    { range, command: { title: lensTitles.network(), command: clientCommands.showNetwork, arguments: target } },
    { range, command: { title: lensTitles.diagram(), command: clientCommands.showDiagram, arguments: target } },
  ];
}
