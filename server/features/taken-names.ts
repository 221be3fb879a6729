import { AstUtils, UriUtils, type AstNode } from 'langium';
import * as ast from '../../language/generated/ast.js';
import { dependencies } from '../../language/lowering/study-nodes.js';
import { importedDocuments } from '../../language/scoping/imports.js';
import { renameRefusals } from '../../present/words/answers.js';
import type { ArchServices } from '../services.js';
import { declarationsOf } from './declarations.js';

/** Why a declaration or layer cannot have a name: something else of its sort has it where both are known. Undefined when it can. */
export function takenReason(node: AstNode, newName: string, services: ArchServices): string | undefined {
  if ('name' in node && node.name === newName) return undefined;
  if (ast.isLayer(node)) {
    const isTaken = node.$container.parts.some((part) => ast.isLayer(part) && part !== node && part.name === newName);
    return isTaken ? renameRefusals.takenLayer(newName, node.$container.name) : undefined;
  }
  if (!ast.isDeclaration(node)) return undefined;
  const other = namesake(node, newName, services);
  return other && renameRefusals.taken(newName, UriUtils.basename(AstUtils.getDocument(other).uri));
}

/** A declaration of the same sort with that name which a file knows beside this one, or which meets it in a study. */
function namesake(
  node: ast.Declaration,
  name: string,
  { shared, predictions }: ArchServices,
): ast.Declaration | undefined {
  const { LangiumDocuments } = shared.workspace;
  const own = AstUtils.getDocument(node);
  const isOther = (one: ast.Declaration): boolean => one !== node && one.$type === node.$type && one.name === name;
  for (const document of LangiumDocuments.all) {
    const known = [document, ...importedDocuments(document, LangiumDocuments)];
    const other = known.includes(own) ? known.flatMap(declarationsOf).find(isOther) : undefined;
    if (other) return other;
  }
  for (const study of predictions.allStudies()) {
    const met = dependencies(study);
    const other = met.includes(node) ? met.find(isOther) : undefined;
    if (other) return other;
  }
  return undefined;
}
