import { CancellationTokenSource } from 'vscode-jsonrpc/browser';
import type * as results from '../client/results/messages.js';
import { csvOf } from '../present/report/csv.js';
import { htmlOf } from '../present/report/html.js';
import { asResult } from '../present/report/reading.js';
import type { RunEvent } from '../protocol/runs.js';
import { estimatedDuration } from '../present/numbers.js';
import type { EditedText } from './edited-text.js';
import { textAddress, type Files } from './files.js';
import { PageFrame } from './frame.js';
import type { Panel } from './panel.js';
import { download, pngOf } from './predictions.js';
import { runInWorker } from './workers.js';

/** Measures a study in a worker, and shows the result as it comes. */
export class ValidationPanel implements Panel {
  readonly title = 'Validate';
  readonly content = document.createElement('div');
  private readonly button = document.createElement('button');
  private readonly status = document.createElement('p');
  private readonly frame = new PageFrame<results.ToPage, results.FromPage>('results', 'Measured', (message) =>
    this.receive(message),
  );
  private running: CancellationTokenSource | undefined;
  private study = '';

  constructor(
    private readonly files: Files,
    private readonly edited: EditedText,
  ) {
    this.button.type = 'button';
    this.button.addEventListener('click', () => (this.running ? this.running.cancel() : void this.run()));
    this.status.role = 'status';
    const row = document.createElement('div');
    row.className = 'run';
    row.append(this.button, this.status);
    this.content.className = 'validation';
    this.content.append(row, this.frame.element);
  }

  show(study: string): void {
    this.study = study;
    if (!this.running) this.button.textContent = `Measure ${study}`;
    const result = this.resultOf(study);
    this.frame.element.hidden = !result;
    if (result)
      this.frame.post({
        folders: [this.folderOf(study)],
        results: [result],
        isRunning: this.running !== undefined,
        canCalibrate: false,
      });
  }

  private async run(): Promise<void> {
    const { study } = this;
    const running = (this.running = new CancellationTokenSource());
    this.button.textContent = 'Stop';
    this.status.textContent = `Planning what to measure of ${study} ...`;
    const question = { uri: textAddress, study, folder: this.folderOf(study) };
    const outcome = await runInWorker(this.files, question, (event) => this.tell(event, study), running.token);
    this.running = undefined;
    this.status.textContent =
      'message' in outcome ? outcome.message : outcome.kind === 'finished' ? '' : 'Stopped; measuring again goes on.';
    this.show(this.study);
  }

  private tell(event: RunEvent, study: string): void {
    if (event.event !== 'progress') return;
    const left = event.secondsLeft === undefined ? '' : `, about ${estimatedDuration(event.secondsLeft)} left`;
    this.status.textContent = `${study}: ${event.done} of ${event.of} points${left}`;
    if (study === this.study) this.show(study);
  }

  private receive(message: results.FromPage): void {
    const result = this.resultOf(this.study);
    if (!result) return;
    const name = `${result.study}-${result.level}`;
    if ((message.type === 'runAgain' || message.type === 'resume') && !this.running) void this.run();
    if (message.type === 'stop') this.running?.cancel();
    if (message.type === 'showStudy') void this.edited.showStudy(result.study);
    if (message.type === 'savePng') download(`${name}.png`, pngOf(message.data));
    if (message.type === 'saveCsv') download(`${name}.csv`, new Blob([csvOf(result)]));
    if (message.type === 'saveReport') download(`${name}.html`, new Blob([htmlOf(result)], { type: 'text/html' }));
  }

  private resultOf(study: string): ReturnType<typeof asResult> | undefined {
    const text = this.files.read(`${this.folderOf(study)}/result.json`);
    return text === undefined ? undefined : asResult(text);
  }

  /** Of each text its own: what was measured of another is not shown, and is there again when the text is. */
  private folderOf(study: string): string {
    return `memory:/runs/${hash(this.files.read(textAddress) ?? '')}/${study}`;
  }
}

/** A number that tells texts apart. */
function hash(text: string): string {
  let value = 0;
  for (let index = 0; index < text.length; index++) value = (value * 31 + text.charCodeAt(index)) | 0;
  return String(value >>> 0);
}
