import { t } from '@vscode/l10n';
import { AstUtils } from 'langium';
import { gapMark } from '../gap-mark.js';
import * as ast from '../generated/ast.js';
import { predictLowered } from '../lowering/prediction.js';
import { lowerStudy } from '../lowering/study.js';
import { check } from './check.js';

const comment = new RegExp(`//[ \\t]*(${gapMark}[^\\r\\n]*)`, 'g');

/** A gap that an import left: predictions, where there are any, are of the network without it. */
export const notImported = check('Document', ['arch-not-imported'], function* (file) {
  const { textDocument } = AstUtils.getDocument(file);
  for (const match of textDocument.getText().matchAll(comment)) {
    const [start, end] = [match.index, match.index + match[0].length].map((offset) => textDocument.positionAt(offset));
    if (!start || !end) continue;
    const gap = match[1] ?? '';
    const message = isPredicted(file) ? t`${gap} What is predicted is for the network without it.` : gap;
    yield { node: file, range: { start, end }, code: 'arch-not-imported', severity: 'warning', message };
  }
});

function isPredicted({ declarations }: ast.Document): boolean {
  return declarations.filter(ast.isStudy).some((node) => {
    const study = lowerStudy(node);
    return study !== undefined && predictLowered(study) !== undefined;
  });
}
