import { t } from '@vscode/l10n';
import { AstUtils } from 'langium';
import { fileExtension, importClosure, importedUri } from '../scoping/imports.js';
import { check } from './check.js';

/** An import must name a file of the language that can be read. */
export const importMissing = check('Import', ['arch-import-missing'], function* (one, services) {
  if (one.path === undefined) return;
  const uri = importedUri(one);
  const base = { node: one, property: 'path', code: 'arch-import-missing' as const };
  if (!uri) {
    yield { ...base, message: t`An import names an ${fileExtension} file, as in import "./common${fileExtension}".` };
  } else if (!services.shared.workspace.LangiumDocuments.hasDocument(uri)) {
    const message = services.shared.workspace.FileSystemProvider.existsSync(uri)
      ? t`${one.path} is there and cannot be read: import a regular file, no folder or pipe, that you may read.`
      : t`${one.path} cannot be read: write the path of an existing file, relative to this one.`;
    yield { ...base, message, data: { uri: uri.toString() } };
  }
});

/** Files must not import each other in a circle: then none of them can be read on its own. */
export const importCycle = check('Import', ['arch-import-cycle'], function* (one, services) {
  const document = AstUtils.getDocument(one);
  const documents = services.shared.workspace.LangiumDocuments;
  const uri = importedUri(one);
  const imported = uri && documents.getDocument(uri);
  if (!imported) return;
  const base = { node: one, property: 'path', code: 'arch-import-cycle' as const };
  if (imported === document) yield { ...base, message: t('A file cannot import itself: remove this import.') };
  else if (importClosure(imported, documents).has(document)) {
    const message = t`${one.path} imports this file back: move what both need into a third file and import that.`;
    yield { ...base, message };
  }
});
