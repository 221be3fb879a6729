import { t } from '@vscode/l10n';
import { Uri, type WebviewPanel } from 'vscode';
import { FollowingPage, type Shown } from '../pages/following-page.js';
import { predictionPage, studyFor } from '../pages/prediction-page.js';
import type { Subject } from '../pages/subject.js';
import type { StudyRequests } from '../requests.js';
import { followResult, resultIn } from '../results/result-file.js';
import { bytesFrom, bytesOf, saveAs } from '../results/save.js';
import { runFolder } from '../runs/run-folder.js';
import { csvOf, measuredPoints } from './chart-data.js';
import type { FromPage, PageState, ToPage } from './messages.js';

/** The one page of learning curves, and "Show Learning Curve": what is learned from how many samples, beside the editor. */
export const curvePage = predictionPage<Subject>({
  command: 'archscale.showCurve',
  subject: studyFor(() => t('show its learning curve')),
  kind: (extension, requests) => ({
    viewType: 'archscale.curve',
    keyOf: ({ uri, study }) => `${uri} ${study}`,
    titleOf: ({ study }) => t`${study}: learning curve`,
    preservesFocus: true,
    subjectOf: (state) => state as PageState,
    create: (panel, subject) => new CurvePage(panel, subject, extension, requests),
  }),
});

/** The page with the learning curves of a study; it follows the file, and the training run whose points lie over them. */
class CurvePage extends FollowingPage<Subject, ToPage, FromPage> {
  private readonly unfollow: () => void;

  constructor(
    panel: WebviewPanel,
    private readonly study: Subject,
    extension: Uri,
    private readonly requests: StudyRequests,
  ) {
    super(panel, extension, 'curve');
    this.unfollow = followResult(this.run(), () => this.refreshSoon.call());
  }

  override dispose(): void {
    this.unfollow();
    super.dispose();
  }

  protected override async shown(state: Subject): Promise<Shown<ToPage>> {
    const { uri, study } = state;
    const measured = measuredPoints(await resultIn(this.run()));
    const sizes = measured.map((point) => point.sizes);
    const curve = await this.requests.learningCurve({ uri, study, measured: sizes });
    if (curve) return { message: { type: 'curve', curve, measured, state } };
    const message = t`There is no prediction for ${study} at the moment: its study has errors or is gone.`;
    return { message: { type: 'unavailable', message, state } };
  }

  protected override async receive(message: FromPage): Promise<unknown> {
    const beside = Uri.joinPath(this.file(), '..');
    const name = `${this.study.study}-curve`;
    if (message.type === 'savePng') return saveAs(beside, `${name}.png`, t('PNG image'), bytesFrom(message.data));
    if (this.message?.type !== 'curve') return undefined;
    const csv = csvOf(this.message.curve, this.message.measured);
    return saveAs(beside, `${name}.csv`, t('Comma-separated values'), bytesOf(csv));
  }

  private file(): Uri {
    return Uri.parse(this.study.uri);
  }

  /** The folder of the study's training run, where there is one. */
  private run(): Uri {
    return Uri.joinPath(this.file(), '..', runFolder(this.file().path, this.study.study, 'training'));
  }
}
