import { t } from '@vscode/l10n';
import { clientCommands } from '../protocol/commands.js';
import {
  Disposable,
  languages,
  MarkdownString,
  StatusBarAlignment,
  type StatusBarItem,
  window,
  workspace,
} from 'vscode';
import { onEstimated } from './estimates.js';
import { debounced } from './timing.js';
import type { StudyRequests } from './requests.js';

/** Shows P* of the study at the cursor; a click explains it. */
export class SampleScaleStatus implements Disposable {
  private readonly item: StatusBarItem;
  private readonly updateSoon = debounced(150, () => this.update());
  private readonly parts: Disposable;

  constructor(private readonly requests: StudyRequests) {
    this.item = window.createStatusBarItem('archscale.sampleScale', StatusBarAlignment.Right, 110);
    this.item.name = t('Archscale: sample scale');
    const later = () => this.updateSoon.call();
    this.parts = Disposable.from(
      this.item,
      this.updateSoon,
      window.onDidChangeActiveTextEditor(later),
      window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor.document.languageId === 'arch') later();
      }),
      onEstimated(later),
      // The server checks a file again when a calibration beside it comes or goes.
      languages.onDidChangeDiagnostics(({ uris }) => {
        if (uris.some((uri) => uri.path.endsWith('.arch'))) later();
      }),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId === 'arch') later();
      }),
    );
    later();
  }

  /** Asks again: the server has just come up. */
  refresh(): void {
    this.updateSoon.call();
  }

  dispose(): void {
    this.parts.dispose();
  }

  private async update(): Promise<void> {
    const editor = window.activeTextEditor;
    if (editor?.document.languageId !== 'arch') {
      this.item.hide();
      return;
    }
    const uri = editor.document.uri.toString();
    const { line, character } = editor.selection.active;
    const study = await this.requests.studyAt(uri, { line, character });
    if (editor !== window.activeTextEditor) return;
    if (!study?.sampleScale) {
      this.item.hide();
      return;
    }
    this.item.text = study.sampleScale;
    this.item.tooltip = new MarkdownString(
      [
        t`The samples that alignment needs in **${study.name}**, as a scale. Click for the derivation.`,
        study.estimate,
        study.calibration,
        study.verdict,
      ]
        .filter((text) => text !== null)
        .join('\n\n'),
    );
    this.item.command = {
      title: t('Explain Prediction'),
      command: clientCommands.explainPrediction,
      arguments: [uri, study.name],
    };
    this.item.show();
  }
}
