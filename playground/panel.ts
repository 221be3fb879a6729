/** What stands beside the text: one of several panels, each with a tab. */
export interface Panel {
  readonly title: string;
  readonly content: HTMLElement;
  /** Shows a study as it is now; called while the panel is seen. */
  show(study: string): void;
}

/** Panels under tabs, of which one is seen. */
export class Panels {
  private readonly tabs: readonly HTMLButtonElement[];
  private readonly places: readonly HTMLElement[];
  private current = 0;
  private study: string | undefined;

  constructor(
    list: HTMLElement,
    place: HTMLElement,
    private readonly panels: readonly Panel[],
  ) {
    this.tabs = panels.map(({ title }, index) => tab(title, index, () => this.select(index)));
    this.places = panels.map(({ content }, index) => tabPanel(content, index));
    list.replaceChildren(...this.tabs);
    place.replaceChildren(...this.places);
    list.addEventListener('keydown', ({ key }) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
      if (step === undefined) return;
      this.select((this.current + step + panels.length) % panels.length);
      this.tabs[this.current]?.focus();
    });
    this.select(0);
  }

  /** Shows a study in the panel that is seen. */
  show(study: string): void {
    this.study = study;
    this.panels[this.current]?.show(study);
  }

  private select(chosen: number): void {
    this.current = chosen;
    this.tabs.forEach((one, index) => {
      one.setAttribute('aria-selected', String(index === chosen));
      one.tabIndex = index === chosen ? 0 : -1;
    });
    this.places.forEach((one, index) => (one.hidden = index !== chosen));
    if (this.study !== undefined) this.show(this.study);
  }
}

function tab(title: string, index: number, select: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.id = `tab-${index}`;
  button.role = 'tab';
  button.textContent = title;
  button.setAttribute('aria-controls', `panel-${index}`);
  button.addEventListener('click', select);
  return button;
}

function tabPanel(content: HTMLElement, index: number): HTMLElement {
  const place = document.createElement('div');
  place.id = `panel-${index}`;
  place.role = 'tabpanel';
  place.setAttribute('aria-labelledby', `tab-${index}`);
  place.append(content);
  return place;
}
