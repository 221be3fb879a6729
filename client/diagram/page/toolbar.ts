import { t } from '@vscode/l10n';
import { button, element } from '../../pages/page/elements.js';

/** What the buttons above the picture do. */
export interface ToolbarActions {
  readonly closer: () => void;
  readonly farther: () => void;
  readonly showAll: () => void;
  readonly saveSvg: () => void;
  readonly savePng: () => void;
  readonly showStudy: () => void;
}

/** The buttons above the picture. */
export class Toolbar {
  readonly root: HTMLElement;
  private readonly saveSvg: HTMLButtonElement;

  constructor(actions: ToolbarActions) {
    this.saveSvg = button(t('Save SVG'), t('Save the picture as vectors'), actions.saveSvg);
    const closer = button('+', t('Zoom in (+)'), actions.closer);
    const farther = button('−', t('Zoom out (−)'), actions.farther);
    closer.setAttribute('aria-label', t('Zoom in'));
    farther.setAttribute('aria-label', t('Zoom out'));
    this.root = element(
      'nav',
      { 'aria-label': t('Actions') },
      closer,
      farther,
      button(t('Show All'), t('Show the whole plane (0)'), actions.showAll),
      this.saveSvg,
      button(t('Save PNG'), t('Save the picture as an image'), actions.savePng),
      button(t('Show Study'), t('Go to the study in its file'), actions.showStudy),
    );
  }

  /** A plot has no vectors to be saved. */
  show(hasVectors: boolean): void {
    this.saveSvg.hidden = !hasVectors;
  }
}
