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
    this.saveSvg = button('Save SVG', 'Save the picture as vectors', actions.saveSvg);
    const closer = button('+', 'Zoom in (+)', actions.closer);
    const farther = button('−', 'Zoom out (−)', actions.farther);
    closer.setAttribute('aria-label', 'Zoom in');
    farther.setAttribute('aria-label', 'Zoom out');
    this.root = element(
      'nav',
      { 'aria-label': 'Actions' },
      closer,
      farther,
      button('Show All', 'Show the whole plane (0)', actions.showAll),
      this.saveSvg,
      button('Save PNG', 'Save the picture as an image', actions.savePng),
      button('Show Study', 'Go to the study in its file', actions.showStudy),
    );
  }

  /** A plot has no vectors to be saved. */
  show(hasVectors: boolean): void {
    this.saveSvg.hidden = !hasVectors;
  }
}
