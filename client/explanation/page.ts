import { t } from '@vscode/l10n';
import type { Uri } from 'vscode';
import { clientCommands } from '../../protocol/commands.js';
import { type WebviewPanel } from 'vscode';
import { FollowingPage, type Shown } from '../pages/following-page.js';
import { predictionPage, studyFor } from '../pages/prediction-page.js';
import type { Subject } from '../pages/subject.js';
import { renderedMarkdown } from '../rendered-markdown.js';
import type { StudyRequests } from '../requests.js';
import type { FromPage, PageState, ToPage } from './messages.js';

/** The one explanation page, and "Explain Prediction": the derivation of a study's prediction beside the editor. */
export const explanationPage = predictionPage<Subject>({
  command: clientCommands.explainPrediction,
  subject: studyFor(() => t('explain its prediction')),
  kind: (extension, requests) => ({
    viewType: 'archscale.explanation',
    keyOf: () => '',
    titleOf: ({ study }) => study,
    preservesFocus: true,
    subjectOf: (state) => state as PageState,
    create: (panel) => new ExplanationPage(panel, extension, requests),
  }),
});

/** The page that explains a study's prediction; it follows the file as it is edited. */
class ExplanationPage extends FollowingPage<Subject, ToPage, FromPage> {
  constructor(
    panel: WebviewPanel,
    extension: Uri,
    private readonly requests: StudyRequests,
  ) {
    super(panel, extension, 'explanation');
  }

  protected override async shown(state: Subject): Promise<Shown<ToPage>> {
    const explanation = await this.requests.explain(state.uri, state.study);
    if (!explanation) {
      const message = t`There is no prediction for ${state.study} at the moment: its study has errors or is gone.`;
      return { message: { type: 'unavailable', message, state } };
    }
    const { title, markdown } = explanation;
    const [html, network] = await Promise.all([
      renderedMarkdown(markdown),
      this.requests.network(state.uri, state.study),
    ]);
    return { title, message: { type: 'explanation', title, html, picture: network?.picture ?? null, state } };
  }
}
