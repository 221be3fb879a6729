import { t } from '@vscode/l10n';
import type { SamplesChoice } from '../../../protocol/diagram.js';
import { numberText } from '../../../present/numbers.js';
import { element } from '../../pages/page/elements.js';
import { SizeRow } from './size-rows.js';

/** What the row shows. */
export interface ShownSamples {
  readonly samples: SamplesChoice;
  /** P in place of the file's; undefined where the file's stands. */
  readonly chosen: number | undefined;
  readonly isShown: boolean;
  /** Where the slider ends, in decades. */
  readonly end: number;
}

/** The samples P with a slider, and whether the picture shows where they suffice. */
export class SamplesRow {
  readonly root: HTMLElement;
  private readonly isShown = element('input', { type: 'checkbox', id: 'shows-samples' });
  private readonly row: SizeRow;

  /**
   * @param toggle gets whether the picture is to show where P suffices
   * @param move gets P while the slider moves
   * @param settle gets it when it has been let go or typed
   */
  constructor(toggle: (isShown: boolean) => void, move: (value: number) => void, settle: (value: number) => void) {
    this.isShown.addEventListener('change', () => toggle(this.isShown.checked));
    this.row = new SizeRow('P', move, settle);
    const label = element('label', { for: 'shows-samples' }, t('Show where the samples suffice'));
    this.root = element(
      'div',
      { class: 'samples' },
      element('div', { class: 'choice' }, this.isShown, label),
      this.row.root,
    );
  }

  /** Shows the samples. */
  show({ samples, chosen, isShown, end }: ShownSamples): void {
    this.isShown.checked = isShown;
    this.row.root.hidden = !isShown;
    const { value, formula, needed } = samples;
    const own =
      formula === null
        ? ''
        : chosen === undefined
          ? `${t`P = ${formula} in the file`}; `
          : `${t`not ${formula} as in the file`}; `;
    const note = `${own}${t`P* = ${numberText(needed)} at the point`}`;
    this.row.show({ value: chosen ?? value ?? needed, end, note });
  }
}
