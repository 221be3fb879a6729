import { t } from '@vscode/l10n';
import { numberText, sourceNumber } from '../../../present/numbers.js';
import { element, setText } from '../../pages/page/elements.js';
import { passing, settled } from '../sizes.js';

/** What a row says of its size. */
export interface ShownSize {
  readonly value: number;
  /** Where the slider ends, in decades. */
  readonly end: number;
  /** What is to be known besides, such as that the file ties it. */
  readonly note: string;
}

/** A size with a slider, in decades, and a field for its number. */
export class SizeRow {
  readonly root: HTMLElement;
  private readonly slider = element('input', { type: 'range', min: '0', step: '0.01' });
  private readonly number = element('input', { type: 'number', min: '0', step: 'any' });
  private readonly note = element('span', { class: 'note' });

  /**
   * @param move gets the size while the slider moves
   * @param settle gets it when it has been let go or typed
   */
  constructor(name: string, move: (value: number) => void, settle: (value: number) => void) {
    this.slider.setAttribute('aria-label', name);
    this.number.setAttribute('aria-label', t`${name}, number`);
    this.slider.addEventListener('input', () => move(passing(this.slider.valueAsNumber)));
    this.slider.addEventListener('change', () => settle(settled(passing(this.slider.valueAsNumber))));
    this.number.addEventListener('change', () => {
      const value = this.number.valueAsNumber;
      if (value > 0) settle(value);
    });
    this.root = element('div', { class: 'size' }, element('b', {}, name), this.slider, this.number, this.note);
  }

  /** Shows the size; the control that is being used stays as it is. */
  show({ value, end, note }: ShownSize): void {
    const log = Math.log10(value);
    this.slider.max = String(Math.max(end, Math.ceil(log)));
    if (!this.slider.matches(':active')) this.slider.valueAsNumber = log;
    this.slider.setAttribute('aria-valuetext', numberText(value));
    if (this.number !== document.activeElement || this.slider.matches(':active')) {
      this.number.value = sourceNumber(value);
    }
    setText(this.note, note);
  }
}

/** The sizes beside the picture, each with its slider. */
export class SizeRows {
  readonly root = element('div', { class: 'sizes' });
  private rows = new Map<string, SizeRow>();

  /**
   * @param move gets a size while its slider moves
   * @param settle gets it when it has been let go or typed
   */
  constructor(
    private readonly move: (name: string, value: number) => void,
    private readonly settle: (name: string, value: number) => void,
  ) {}

  /** Shows sizes by name, in order; rows that are there already stay, and the focus in them. */
  show(sizes: ReadonlyMap<string, ShownSize>): void {
    if ([...this.rows.keys()].join(' ') !== [...sizes.keys()].join(' ')) {
      const known = this.rows;
      this.rows = new Map([...sizes.keys()].map((name) => [name, known.get(name) ?? this.rowOf(name)]));
      this.root.replaceChildren(...[...this.rows.values()].map(({ root }) => root));
    }
    for (const [name, size] of sizes) this.rows.get(name)?.show(size);
  }

  private rowOf(name: string): SizeRow {
    return new SizeRow(
      name,
      (value) => this.move(name, value),
      (value) => this.settle(name, value),
    );
  }
}
