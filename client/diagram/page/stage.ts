import { t } from '@vscode/l10n';
import type { View } from '../../../present/diagram/frame.js';
import type { Note } from '../../../present/diagram/labels.js';
import type { Place } from '../../../present/diagram/scene.js';
import { element } from '../../pages/page/elements.js';
import type { Pictured } from '../chosen.js';
import { shownScene } from '../shown-scene.js';
import { Picture } from './picture.js';
import { EnergyPlot } from './plot.js';
import { type PointMoves, ReferencePoint } from './reference-point.js';
import { Zooming } from './zooming.js';

/** What happens on the stage. */
export interface StageActions extends PointMoves {
  /** Another part is to be shown; undefined: all. */
  readonly zoom: (view: View | undefined) => void;
  /** The picture was drawn, with letters in place of these equations. */
  readonly drawn: (notes: readonly Note[]) => void;
}

/** How an answer is shown. */
export interface Shown {
  readonly answer: Pictured;
  readonly view: View | undefined;
  readonly crossings: boolean;
  readonly samples: boolean;
  /** What a plot shows, in a sentence. */
  readonly description: string;
}

/** The picture or the plot, with the reference point on it. */
export class Stage {
  readonly root: HTMLElement;
  readonly zooming: Zooming;
  private readonly picture: Picture;
  private readonly plot: EnergyPlot;
  private readonly point: ReferencePoint;
  private kind: Pictured['kind'] | undefined;

  constructor(actions: StageActions) {
    this.picture = new Picture(actions.drawn);
    this.plot = new EnergyPlot(() => this.point.put());
    this.point = new ReferencePoint(
      () => this.shown?.frame,
      () => this.kind === 'diagram',
      actions,
    );
    const label = t('Diagram. Plus and minus zoom, arrow keys move it, 0 shows all.');
    this.root = element('div', { class: 'stage', tabindex: '0', role: 'group', 'aria-label': label });
    const hint = t('Drag the ring, or focus it and press the arrow keys. Scroll to zoom.');
    this.root.append(
      this.picture.root,
      this.plot.root,
      this.point.root,
      element('p', { class: 'hint' }, hint, element('span', { class: 'waiting' }, ` ${t('Drawing …')}`)),
    );
    this.zooming = new Zooming(this.root, {
      view: () => this.shown?.view,
      placeAt: (event) => this.shown?.placeAt(event),
      show: actions.zoom,
    });
    new ResizeObserver(() => {
      if (this.kind === 'diagram') this.picture.draw();
      this.point.put();
    }).observe(this.root);
  }

  /** Shows an answer. */
  show({ answer, view, crossings, samples, description }: Shown): void {
    this.kind = answer.kind;
    this.picture.root.hidden = answer.kind !== 'diagram';
    this.plot.root.hidden = answer.kind !== 'plot';
    if (answer.kind === 'diagram') this.picture.show({ scene: shownScene(answer.scene, samples), view, crossings });
    else this.plot.show(answer.plot, description, samples);
    this.point.put();
  }

  /** Puts the reference point to a place. */
  showPoint(place: Place, text: string): void {
    this.point.show(place, text);
  }

  /** Makes a region stand out, by its number, or none. */
  mark(key: string | undefined): void {
    this.picture.mark(key);
  }

  /** The plot as PNG, in base64. */
  plotPng(): string {
    return this.plot.png();
  }

  private get shown(): Picture | EnergyPlot | undefined {
    return this.kind === undefined ? undefined : this.kind === 'diagram' ? this.picture : this.plot;
  }
}
