import { t } from '@vscode/l10n';
import { commands, Uri, type WebviewPanel, window, workspace } from 'vscode';
import { FollowingPage, type Shown } from '../pages/following-page.js';
import { predictionPage } from '../pages/prediction-page.js';
import type { StudyRequests } from '../requests.js';
import { bytesOf, saveAs } from '../results/save.js';
import type { FromPage, PageState, Scope, ToPage } from './messages.js';

/** The studies of the file in the editor; those of the workspace where there is none. */
function shownScope(): Scope {
  const shown = [window.activeTextEditor, ...window.visibleTextEditors];
  const editor = shown.find((candidate) => candidate?.document.languageId === 'arch');
  return editor ? { uri: editor.document.uri.toString(), whole: false } : { whole: true };
}

/** The comparison page, and "Compare Studies": the studies of the file in the editor, or of the workspace, in a table. */
export const comparisonPage = predictionPage<Scope>({
  command: 'archscale.compareStudies',
  subject: () => Promise.resolve(shownScope()),
  kind: (extension, requests) => ({
    viewType: 'archscale.comparison',
    keyOf: () => '',
    titleOf: () => t('Studies'),
    preservesFocus: false,
    subjectOf: (state) => (state as PageState).scope,
    create: (panel) => new ComparisonPage(panel, extension, requests),
  }),
});

/** The page with all studies side by side; it follows the files as they are edited. */
class ComparisonPage extends FollowingPage<Scope, ToPage, FromPage> {
  constructor(
    panel: WebviewPanel,
    extension: Uri,
    private readonly requests: StudyRequests,
  ) {
    super(panel, extension, 'comparison');
  }

  protected override async shown(scope: Scope): Promise<Shown<ToPage>> {
    const comparison = await this.requests.comparison(scope.whole ? undefined : scope.uri);
    const message = t('The language server does not answer: these numbers may be old.');
    if (!comparison) return { message: { type: 'unavailable', message, scope } };
    const uris = [...comparison.studies, ...comparison.unpredicted].map(({ uri }) => uri);
    const files = Object.fromEntries(uris.map((uri) => [uri, workspace.asRelativePath(Uri.parse(uri))]));
    return { message: { type: 'comparison', comparison, files, scope } };
  }

  protected override async receive(message: FromPage): Promise<unknown> {
    switch (message.type) {
      case 'ready':
        // FollowingPage answers it.
        return undefined;
      case 'scope':
        return this.show({ ...this.subject, whole: message.whole });
      case 'showStudy':
        return commands.executeCommand('archscale.showStudy', message.uri, message.study);
      case 'saveCsv':
        return saveAs(this.folder(), 'studies.csv', t('Comma-separated values'), bytesOf(message.csv));
    }
  }

  private folder(): Uri {
    const uri = this.subject?.uri;
    if (uri !== undefined) return Uri.joinPath(Uri.parse(uri), '..');
    return workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/');
  }
}
