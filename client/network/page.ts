import { t } from '@vscode/l10n';
import { Disposable, Range, Selection, TextEditorRevealType, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { clientCommands } from '../../protocol/commands.js';
import type { NetworkAnswer } from '../../protocol/network.js';
import { debounced } from '../timing.js';
import { FollowingPage, type Shown } from '../pages/following-page.js';
import { predictionPage, studyFor } from '../pages/prediction-page.js';
import type { Subject } from '../pages/subject.js';
import type { StudyRequests } from '../requests.js';
import type { FromPage, PageState, ToPage } from './messages.js';

/** The one network page, and "Show Network": the layers of a study's network as a picture beside the editor. */
export const networkPage = predictionPage<Subject>({
  command: clientCommands.showNetwork,
  subject: studyFor(() => t('draw its network')),
  kind: (extension, requests) => ({
    viewType: 'archscale.network',
    keyOf: () => '',
    titleOf: ({ study }) => study,
    preservesFocus: true,
    subjectOf: (state) => state as PageState,
    create: (panel) => new NetworkPage(panel, extension, requests),
  }),
});

/** The page that draws the network at the cursor: it follows the file as it is edited, and the cursor in both directions. */
class NetworkPage extends FollowingPage<Subject, ToPage, FromPage> {
  private answer: NetworkAnswer | undefined;
  private part: number | undefined;
  private readonly followSoon = debounced(100, () => this.follow());
  private readonly cursor: Disposable;

  constructor(
    panel: WebviewPanel,
    extension: Uri,
    private readonly requests: StudyRequests,
  ) {
    super(panel, extension, 'network');
    this.cursor = Disposable.from(
      this.followSoon,
      window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor.document.languageId === 'arch') this.followSoon.call();
      }),
    );
  }

  override dispose(): void {
    this.cursor.dispose();
    super.dispose();
  }

  protected override async shown(state: Subject): Promise<Shown<ToPage>> {
    const answer = await this.requests.network(state.uri, state.study);
    if (!answer) {
      const message = t`There is no picture for ${state.study} at the moment: its network has errors or is gone.`;
      return { message: { type: 'unavailable', message, state } };
    }
    if (state === this.subject) this.answer = answer;
    return { title: answer.picture.network, message: { type: 'network', picture: answer.picture, state } };
  }

  protected override async receive(message: FromPage): Promise<void> {
    if (message.type === 'choose') await this.putCursorAt(message.part);
  }

  protected override send(): void {
    super.send();
    this.part = this.partAtCursor();
    this.post({ type: 'at', part: this.part ?? null });
  }

  /** Shows where the cursor is; in the network of another study, that network. */
  private async follow(): Promise<void> {
    const editor = window.activeTextEditor;
    if (editor?.document.languageId !== 'arch') return;
    const uri = editor.document.uri.toString();
    const { active } = editor.selection;
    const isInside = this.answer && uri === this.answer.uri && rangeOf(this.answer.range).contains(active);
    const study = isInside ? undefined : await this.requests.studyAt(uri, active);
    if (study && (study.name !== this.subject?.study || uri !== this.subject.uri)) {
      await this.show({ uri, study: study.name });
      return;
    }
    this.part = this.partAtCursor();
    this.post({ type: 'at', part: this.part ?? null });
  }

  private partAtCursor(): number | undefined {
    const { answer } = this;
    const editor = window.visibleTextEditors.find(({ document }) => document.uri.toString() === answer?.uri);
    const { line } = editor?.selection.active ?? { line: -1 };
    return answer?.places.find(({ range }) => range.start.line <= line && line <= range.end.line)?.part;
  }

  private async putCursorAt(part: number): Promise<void> {
    const { answer } = this;
    const place = answer?.places.find((one) => one.part === part);
    if (!answer || !place) return;
    const uri = Uri.parse(answer.uri);
    const shown = window.visibleTextEditors.find(({ document }) => document.uri.toString() === answer.uri);
    const column = shown?.viewColumn ?? ViewColumn.One;
    const editor = await window.showTextDocument(uri, { viewColumn: column });
    const range = rangeOf(place.range);
    editor.selection = new Selection(range.start, range.start);
    editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
    this.part = part;
    this.post({ type: 'at', part });
  }
}

function rangeOf({ start, end }: NetworkAnswer['range']): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
