import {
  Disposable,
  Range,
  Selection,
  TextEditorRevealType,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { NetworkAnswer } from '../../server/requests/network.js';
import { debounced } from '../debounced.js';
import { pageHtml } from '../page-html.js';
import type { StudyRequests } from '../requests.js';
import type { FromPage, PageState, ToPage } from './messages.js';

const body = '<p id="notice" role="status" hidden></p>\n<main id="network"></main>';

/** The page that draws the network at the cursor: it follows the file as it is edited, and the cursor in both directions. */
export class NetworkPage implements Disposable {
  private subject: PageState | undefined;
  private answer: NetworkAnswer | undefined;
  private message: ToPage | undefined;
  private part: number | undefined;
  private readonly refreshSoon = debounced(200, () => this.refresh());
  private readonly followSoon = debounced(100, () => this.follow());
  private readonly listeners: Disposable;

  constructor(
    private readonly panel: WebviewPanel,
    extension: Uri,
    private readonly requests: StudyRequests,
  ) {
    this.listeners = Disposable.from(
      this.refreshSoon,
      this.followSoon,
      workspace.onDidChangeTextDocument(({ document }) => {
        // An edit of an imported file changes the prediction too.
        if (document.languageId === 'arch') this.refreshSoon.call();
      }),
      window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor.document.languageId === 'arch') this.followSoon.call();
      }),
      panel.webview.onDidReceiveMessage((message: FromPage) => this.receive(message)),
    );
    panel.iconPath = Uri.joinPath(extension, 'client', 'media', 'file.svg');
    panel.webview.html = pageHtml(panel.webview, extension, 'network', body);
  }

  /** Draws the network of another study. */
  async show(subject: PageState): Promise<void> {
    this.subject = subject;
    await this.refresh();
  }

  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  dispose(): void {
    this.listeners.dispose();
  }

  private async receive(message: FromPage): Promise<void> {
    if (message.type === 'choose') await this.putCursorAt(message.part);
    else this.sendAll();
  }

  private async refresh(): Promise<void> {
    const state = this.subject;
    if (!state) return;
    const answer = await this.requests.network(state.uri, state.study);
    if (state !== this.subject) return;
    this.answer = answer ?? this.answer;
    if (answer) {
      this.panel.title = answer.picture.network;
      this.message = { type: 'network', picture: answer.picture, state };
    } else {
      const message = `There is no picture for ${state.study} at the moment: its network has errors or is gone.`;
      this.message = { type: 'unavailable', message, state };
    }
    this.part = this.partAtCursor();
    this.sendAll();
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
    this.send({ type: 'at', part: this.part ?? null });
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
    this.send({ type: 'at', part });
  }

  private sendAll(): void {
    if (this.message) this.send(this.message);
    this.send({ type: 'at', part: this.part ?? null });
  }

  private send(message: ToPage): void {
    // Not awaited: a page that VS Code is only bringing back takes no message before this has returned.
    void this.panel.webview.postMessage(message);
  }
}

function rangeOf({ start, end }: NetworkAnswer['range']): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
