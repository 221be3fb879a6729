import { t } from '@vscode/l10n';
import type { LangiumDocuments } from 'langium';
import * as ast from '../generated/ast.js';
import { AstUtils, UriUtils } from 'langium';
import { importedDocuments } from '../scoping/imports.js';
import { check, type Finding } from './check.js';

/** Two declarations of the same sort must not share a name: references could mean either. */
export const duplicateName = check('Document', ['arch-duplicate-name'], function* (file, services) {
  const seen = new Map<string, ast.Declaration>();
  const imported = importedNames(file, services.shared.workspace.LangiumDocuments);
  for (const declaration of file.declarations) {
    if (!declaration.name) continue;
    const key = `${declaration.$type} ${declaration.name}`;
    const word = declaration.$type.toLowerCase();
    if (seen.has(key)) yield duplicate(declaration, above(word, declaration.name));
    else if (imported.has(key)) {
      yield duplicate(
        declaration,
        t`The imported ${imported.get(key) ?? ''} declares a ${word} called ${declaration.name} too: give one of them another name.`,
      );
    }
    seen.set(key, declaration);
  }
});

/** Layers of one network are told apart by their names. */
export const duplicateLayer = check('Network', ['arch-duplicate-name'], function* (network) {
  const seen = new Set<string>();
  for (const layer of network.parts.filter(ast.isLayer)) {
    if (layer.name && seen.has(layer.name)) {
      yield duplicate(layer, above('layer', layer.name));
    }
    seen.add(layer.name);
  }
});

function above(word: string, name: string): string {
  return t`There is a ${word} called ${name} above: give one of them another name.`;
}

function duplicate(node: ast.Declaration | ast.Layer, message: string): Finding {
  return { node, property: 'name', code: 'arch-duplicate-name', message, data: { name: node.name } };
}

/** The file that declares each imported name. */
function importedNames(file: ast.Document, documents: LangiumDocuments): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const document of importedDocuments(AstUtils.getDocument(file), documents)) {
    const root = document.parseResult.value;
    if (!ast.isDocument(root)) continue;
    for (const { $type, name } of root.declarations) names.set(`${$type} ${name}`, UriUtils.basename(document.uri));
  }
  return names;
}
