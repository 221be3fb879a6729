import { t } from '@vscode/l10n';
import { AstUtils, UriUtils } from 'langium';
import * as ast from '../generated/ast.js';
import { importsOf } from '../scoping/imports.js';
import { check } from './check.js';

/** Two imported files that declare the same name leave open which one a reference means. */
export const ambiguousImport = check('Document', ['arch-duplicate-name'], function* (file, services) {
  const document = AstUtils.getDocument(file);
  const documents = services.shared.workspace.LangiumDocuments;
  const origin = new Map<string, string>();
  for (const { node, uri } of importsOf(document)) {
    const root = documents.getDocument(uri)?.parseResult.value;
    if (!ast.isDocument(root) || root === file) continue;
    for (const { $type, name } of root.declarations) {
      const key = `${$type} ${name}`;
      const first = origin.get(key);
      if (first !== undefined && first !== uri.toString()) {
        const message = t`${UriUtils.basename(uri)} declares a ${$type.toLowerCase()} called ${name}, and another imported file does too: give one of them another name.`;
        yield { node, property: 'path', code: 'arch-duplicate-name', message, data: { name } };
        break;
      }
      origin.set(key, uri.toString());
    }
  }
});
