import { t } from '@vscode/l10n';
import { Disposable, type Uri, type WebviewPanel } from 'vscode';
import type { AdviceAnswer, AdviceQuestion } from '../../protocol/advice.js';
import { openFiles } from '../diagram/open-files.js';
import { writeSizes } from '../diagram/write-sizes.js';
import { onEstimated } from '../estimates.js';
import { pageHtml } from '../page-html.js';
import type { Page } from '../pages/pages.js';
import { predictionPage } from '../pages/prediction-page.js';
import { adviceQuestion } from '../commands/advise-sizes.js';
import type { StudyRequests } from '../requests.js';
import { renderedMarkdown } from '../rendered-markdown.js';
import type { FromPage, PageState, ToPage } from './messages.js';

const body = () => `<main id="advice"></main>
<footer><button id="apply" type="button">${t('Apply')}</button> <span id="outcome" role="status"></span></footer>`;

/** The advice page, and "Advise Sizes": asks which sizes, for what and within which limits; then shows the advice with its reasons. */
export const advicePage = predictionPage<AdviceQuestion>({
  command: 'archscale.adviseSizes',
  subject: adviceQuestion,
  kind: (extension, requests) => ({
    viewType: 'archscale.advice',
    keyOf: () => '',
    titleOf: ({ study }) => t`${study}: advice`,
    preservesFocus: false,
    subjectOf: (state) => (state as PageState).question as AdviceQuestion | undefined,
    create: (panel) => new AdvicePage(panel, extension, requests),
  }),
});

/** The page of an advice: the sizes, the reasons, and a button that writes them as one edit. */
class AdvicePage implements Page<AdviceQuestion> {
  private question: AdviceQuestion | undefined;
  private answer: AdviceAnswer | undefined;
  private message: ToPage | undefined;
  private readonly listeners: Disposable;

  constructor(
    private readonly panel: WebviewPanel,
    extension: Uri,
    private readonly requests: StudyRequests,
  ) {
    this.listeners = Disposable.from(
      panel.webview.onDidReceiveMessage((message: FromPage) => (message.type === 'ready' ? this.send() : this.apply())),
      onEstimated(() => this.askAgain()),
    );
    panel.webview.html = pageHtml(panel.webview, extension, 'advice', panel.title, body());
  }

  /** Asks for advice and shows it. */
  async show(question: AdviceQuestion): Promise<void> {
    this.question = question;
    const answer = await this.requests.advise(question);
    if (question !== this.question) return;
    this.answer = answer;
    this.panel.title = t`${question.study}: advice`;
    const none = answer?.kind === 'none' ? answer.reason : t('The language server does not answer.');
    const markdown =
      answer?.kind === 'advice' ? answer.markdown : `# ${t`No advice for study ${question.study}`}\n\n${none}`;
    const canApply = answer?.kind === 'advice' && Object.keys(answer.sizes).length > 0;
    this.message = { html: await renderedMarkdown(markdown), canApply, state: { question } };
    this.send();
  }

  /** The advice with an estimate that has been made since it was asked for. */
  private async askAgain(): Promise<void> {
    const { question, answer: old } = this;
    const answer = question && (await this.requests.advise(question));
    if (question !== this.question || answer?.kind !== 'advice' || old?.kind !== 'advice' || !this.message) return;
    if (answer.markdown === old.markdown) return;
    this.answer = answer;
    this.message = { ...this.message, html: await renderedMarkdown(answer.markdown) };
    this.send();
  }

  dispose(): void {
    this.listeners.dispose();
  }

  private send(): void {
    // Not awaited: a page that VS Code is only bringing back takes no message before this has returned.
    if (this.message) void this.panel.webview.postMessage(this.message);
  }

  private async apply(): Promise<void> {
    const { question, answer } = this;
    if (!question || answer?.kind !== 'advice' || !this.message) return;
    const files = await openFiles(this.requests, question);
    const outcome = await writeSizes(files, question.study, answer.sizes);
    this.message = { ...this.message, outcome };
    this.send();
  }
}
