import { t } from '@vscode/l10n';
import type { Choice } from '../../../protocol/diagram.js';
import { element } from '../../pages/page/elements.js';

/** What stands in place of a size that goes up when there is none. */
const none = '';

/** The two selects above the picture: which size goes across, and which goes up. */
export class AxesChoice {
  readonly root: HTMLElement;
  private readonly across = element('select', { id: 'across' });
  private readonly up = element('select', { id: 'up' });
  private shown = '';

  /** @param choose gets the axis and the size for it; null: energies against one size */
  constructor(choose: (axis: 'x' | 'y', name: string | null) => void) {
    this.across.addEventListener('change', () => choose('x', this.across.value));
    this.up.addEventListener('change', () => choose('y', this.up.value === none ? null : this.up.value));
    this.root = element(
      'div',
      { class: 'axes' },
      element('label', { for: 'across' }, t('Across')),
      this.across,
      element('label', { for: 'up' }, t('Up')),
      this.up,
    );
  }

  /** Shows what can be chosen, and what is. */
  show(choices: readonly Choice[], x: string, y: string | null): void {
    const names = choices.map(({ name }) => name);
    if (this.shown !== names.join(' ')) {
      this.shown = names.join(' ');
      this.across.replaceChildren(...names.map((name) => element('option', { value: name }, name)));
      const energy = element('option', { value: none }, t('energy E'));
      this.up.replaceChildren(...names.map((name) => element('option', { value: name }, name)), energy);
    }
    this.across.value = x;
    this.up.value = y ?? none;
  }
}
