import { t } from '@vscode/l10n';
import { sampleVerdictText } from '../../../present/words/results.js';
import type { PointAnswer } from '../../../protocol/diagram.js';
import { descriptions, element, setText } from '../../pages/page/elements.js';

/** What the heuristic says at the reference point. */
export class PointNumbers {
  readonly root: HTMLElement;
  private readonly title = element('h2');
  private readonly list = element('dl', { class: 'numbers' });
  /** For screen readers, when the point has come to rest. */
  private readonly spoken = element('p', { class: 'hidden spoken', role: 'status' });

  constructor() {
    this.root = element('section', { class: 'at-point' }, this.title, this.list, this.spoken);
  }

  /**
   * @param place `N1 = 300, N2 = 1024`
   * @param atRest whether the point has come to rest
   */
  show(place: string, point: PointAnswer, atRest: boolean): void {
    setText(this.title, place);
    const { pattern, energy, samples, estimate, fit, verdict, layers, competing } = point;
    const rows = [
      [t('Pattern'), pattern] as const,
      ['E', `~ ${energy.text}`] as const,
      ['P*', `~ ${samples.text}`] as const,
      ...(estimate ? [[t('P* estimate'), estimate.text] as const] : []),
      [t('Small error'), fit] as const,
      ...(verdict === null ? [] : [[t('Samples'), estimate?.verdict ?? sampleVerdictText(verdict)] as const]),
      ...layers.map(({ name, text }) => [name, text] as const),
      ...(competing.length > 0 ? [[t('Competing'), competing.join('; ')] as const] : []),
    ];
    const next = element('dl', {}, ...descriptions(rows));
    if (next.innerHTML !== this.list.innerHTML) this.list.replaceChildren(...next.childNodes);
    if (atRest) setText(this.spoken, `${place}: ${pattern}, P* ~ ${samples.text}`);
  }
}
