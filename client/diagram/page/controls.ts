import { t } from '@vscode/l10n';
import type { Choice } from '../../../protocol/diagram.js';
import { numberText } from '../../../present/numbers.js';
import { button, element, setText } from '../../pages/page/elements.js';
import type { Change } from '../chosen.js';
import { type ShownSamples, SamplesRow } from './samples-row.js';
import { SizeRows } from './size-rows.js';

/** What the controls do. */
export interface ControlActions {
  /** A size moves under the hand, and has been let go. */
  readonly move: (name: string, value: number) => void;
  readonly settle: (name: string, value: number) => void;
  readonly samples: (value: number) => void;
  readonly toggleSamples: (isShown: boolean) => void;
  readonly toggleCrossings: (areShown: boolean) => void;
  readonly reset: () => void;
  readonly write: () => void;
}

/** What the controls show. */
export interface ShownControls {
  readonly choices: readonly Choice[];
  /** The sizes that can be moved, in order. */
  readonly sizes: ReadonlyMap<string, number>;
  /** Where sliders end, in decades. */
  readonly end: number;
  readonly samples: Omit<ShownSamples, 'end'>;
  /** Undefined for a plot, where they are always marked. */
  readonly crossings: boolean | undefined;
  readonly changes: readonly Change[];
}

/** The sizes beside the picture, and what becomes of them. */
export class Controls {
  readonly root: HTMLElement;
  private readonly rows: SizeRows;
  private readonly samples: SamplesRow;
  private readonly crossings = element('input', { type: 'checkbox', id: 'shows-crossings' });
  private readonly crossingsRow: HTMLElement;
  private readonly followers = element('p', { class: 'note' });
  private readonly changes = element('p', { class: 'changes' });
  private readonly reset: HTMLButtonElement;
  private readonly write: HTMLButtonElement;

  constructor(actions: ControlActions) {
    this.rows = new SizeRows(actions.move, actions.settle);
    this.samples = new SamplesRow(actions.toggleSamples, actions.samples, actions.samples);
    this.crossings.addEventListener('change', () => actions.toggleCrossings(this.crossings.checked));
    this.crossingsRow = element(
      'div',
      { class: 'choice' },
      this.crossings,
      element('label', { for: 'shows-crossings' }, t('Show where other patterns cost as much')),
    );
    this.reset = button(t('As in File'), t('All sizes and samples as the file has them'), actions.reset);
    this.write = button(
      t('Write to File'),
      t('Make these the reference values of the file: one edit, to be undone'),
      actions.write,
    );
    this.root = element(
      'section',
      { class: 'controls', 'aria-label': t('Sizes') },
      element('h2', {}, t('Sizes')),
      this.rows.root,
      this.followers,
      this.changes,
      element('div', { class: 'buttons' }, this.write, this.reset),
      this.samples.root,
      this.crossingsRow,
    );
  }

  /** Shows the sizes as they stand. */
  show({ choices, sizes, end, samples, crossings, changes }: ShownControls): void {
    const tied = new Set(choices.filter((choice) => choice.tied).map(({ name }) => name));
    const following = [...tied].filter((name) => !sizes.has(name));
    setText(this.followers, following.length > 0 ? t`Follows by ~: ${following.join(', ')}` : '');
    this.rows.show(
      new Map(
        [...sizes].map(([name, value]) => [
          name,
          { value, end, note: tied.has(name) ? t('tied by ~ in the file') : '' },
        ]),
      ),
    );
    this.samples.show({ ...samples, end: end + 2 });
    this.crossingsRow.hidden = crossings === undefined;
    this.crossings.checked = crossings ?? true;
    const described = changes.map(({ name, from, to }) => `${name} ${numberText(from)} → ${numberText(to)}`);
    setText(this.changes, described.join(', '));
    this.write.disabled = changes.length === 0;
    this.reset.disabled = changes.length === 0 && samples.chosen === undefined;
  }
}
