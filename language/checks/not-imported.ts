import { t } from '@vscode/l10n';
import { AstUtils } from 'langium';
import { gapMark } from '../gap-mark.js';
import { check } from './check.js';

const comment = new RegExp(`//[ \\t]*(${gapMark}[^\\r\\n]*)`, 'g');

/** A gap that an import left: predictions are of the network without it. */
export const notImported = check('Document', ['arch-not-imported'], function* (file) {
  const { textDocument } = AstUtils.getDocument(file);
  for (const match of textDocument.getText().matchAll(comment)) {
    const [start, end] = [match.index, match.index + match[0].length].map((offset) => textDocument.positionAt(offset));
    if (!start || !end) continue;
    const message = t`${match[1] ?? ''} What is predicted is for the network without it.`;
    yield { node: file, range: { start, end }, code: 'arch-not-imported', severity: 'warning', message };
  }
});
