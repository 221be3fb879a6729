import { t } from '@vscode/l10n';
import { numberText } from '../../../present/numbers.js';
import { element, setText } from '../../pages/page/elements.js';
import { axesOf, changesOf, movable, type Pictured } from '../chosen.js';
import type { PageState, ToPage } from '../messages.js';
import { shownScene } from '../shown-scene.js';
import { sliderEnd } from '../sizes.js';
import { titleFor } from '../title.js';
import { AxesChoice } from './axes.js';
import { Controls } from './controls.js';
import type { Host } from './host.js';
import { PointNumbers } from './numbers.js';
import { saved } from './saved.js';
import { Stage } from './stage.js';
import { DiagramState } from './state.js';
import { Tables } from './tables.js';
import { Toolbar } from './toolbar.js';

/** The diagram page: the picture, what it says at the reference point, the sizes, and the same in words. */
export class DiagramView {
  private readonly title = element('h1');
  private readonly notice = element('p', { class: 'notice', role: 'status' }, t('Drawing …'));
  private readonly message = element('p', { class: 'message', role: 'status' });
  private readonly content = element('div', { hidden: true });
  private readonly axes: AxesChoice;
  private readonly toolbar: Toolbar;
  private readonly stage: Stage;
  private readonly numbers = new PointNumbers();
  private readonly controls: Controls;
  private readonly tables: Tables;
  private readonly state: DiagramState;
  /** The values of the file, and how many changes of them are to be expected from here. */
  private fileValues = '';
  private ownEdits = 0;

  constructor(
    place: HTMLElement,
    private readonly host: Host,
    kept: PageState | undefined,
  ) {
    const state = new DiagramState(host, kept, (what) => (what === 'point' ? this.showPoint() : this.show()));
    this.state = state;
    this.axes = new AxesChoice((axis, name) => state.chooseAxis(axis, name));
    this.stage = new Stage({
      drag: (at) => state.drag(at),
      drop: () => state.drop(),
      step: (across, up) => state.step(across, up),
      reset: () => state.resetPoint(),
      zoom: (view) => state.choose({ ...state.chosen, view }),
      drawn: (notes) =>
        state.answer?.kind === 'diagram' && this.tables.showScene(this.scene(state.answer), notes, state.crossings),
    });
    this.toolbar = new Toolbar({
      closer: () => this.stage.zooming.closer(),
      farther: () => this.stage.zooming.farther(),
      showAll: () => state.choose({ ...state.chosen, view: undefined }),
      saveSvg: () => this.save('svg'),
      savePng: () => this.save('png'),
      showStudy: () => host.send({ type: 'showStudy' }),
    });
    this.controls = new Controls({
      move: (name, value) => state.move(name, value),
      settle: (name, value) => state.settle(name, value),
      samples: (value) => state.choose({ ...state.chosen, samples: value }),
      toggleSamples: (isShown) => state.showSamples(isShown),
      toggleCrossings: (crossings) => state.choose({ ...state.chosen, crossings }),
      reset: () => state.reset(),
      write: () => this.write(),
    });
    this.tables = new Tables((key) => this.stage.mark(key));
    this.content.append(
      element('div', { class: 'bar' }, this.axes.root, this.toolbar.root),
      element(
        'div',
        { class: 'columns' },
        this.stage.root,
        element('div', { class: 'side' }, this.numbers.root, this.controls.root, this.message),
      ),
      this.tables.root,
    );
    place.replaceChildren(this.title, this.notice, this.content);
    this.show();
    state.ask();
  }

  /** Takes a message of the extension. */
  receive(message: ToPage): void {
    switch (message.type) {
      case 'answer':
        return this.state.take(message);
      case 'point':
        return this.state.takePoint(message.number, message.point);
      case 'written':
        return setText(this.message, message.message);
    }
  }

  private show(): void {
    const { answer, chosen, crossings, showsSamples, unavailable } = this.state;
    this.content.classList.toggle('is-waiting', this.state.isWaiting);
    this.content.classList.toggle('stale', answer !== undefined && unavailable !== undefined);
    this.notice.hidden = answer !== undefined && unavailable === undefined;
    if (unavailable !== undefined) setText(this.notice, unavailable);
    if (!answer) return;
    this.noteFile(answer);
    this.content.hidden = false;
    const title = titleFor(this.state.study, answer);
    setText(this.title, title);
    this.axes.show(answer.choices, this.state.axes.x, this.state.axes.y);
    this.toolbar.show(answer.kind === 'diagram');
    const description = t`${title}, both logarithmic. The tables have its lines and where they cross.`;
    this.stage.show({ answer, view: chosen.view, crossings, samples: showsSamples, description });
    if (answer.kind === 'plot') this.tables.showPlot(answer.plot, showsSamples);
    this.showPoint();
  }

  /** What became of writing is no news any more when the file changes again. */
  private noteFile({ choices }: Pictured): void {
    const values = JSON.stringify(choices);
    if (values === this.fileValues) return;
    this.fileValues = values;
    if (this.ownEdits > 0) this.ownEdits--;
    else setText(this.message, '');
  }

  private write(): void {
    this.ownEdits = 1;
    this.host.send({ type: 'write', sizes: this.state.sizes });
  }

  /** Shows where the reference point is and what is known there. */
  private showPoint(): void {
    const { answer, point, sizes, samples, showsSamples } = this.state;
    if (!answer || !point) return;
    const { x, y } = axesOf(answer);
    const [valueX = 1, valueY = 1] = [sizes[x], y === null ? point.energy.value : sizes[y]];
    const text = [x, ...(y === null ? [] : [y])].map((name) => `${name} = ${numberText(sizes[name] ?? 1)}`).join(', ');
    this.stage.showPoint([Math.log10(valueX), Math.log10(valueY)], `${text}: ${point.pattern}`);
    this.numbers.show(text, point, this.state.isAtRest);
    const shown = movable(answer, sizes);
    const changes = changesOf(answer, shown);
    if (changes.length > 0 && this.ownEdits === 0) setText(this.message, '');
    this.controls.show({
      choices: answer.choices,
      sizes: shown,
      end: sliderEnd(answer.choices.map(({ value }) => value)),
      samples: { samples: answer.samples, chosen: samples, isShown: showsSamples },
      crossings: answer.kind === 'diagram' ? this.state.crossings : undefined,
      changes,
    });
  }

  private save(kind: 'svg' | 'png'): void {
    const { answer, chosen, crossings } = this.state;
    if (!answer) return;
    const drawing =
      answer.kind === 'diagram' ? { scene: this.scene(answer), view: chosen.view, crossings } : this.stage.plotPng();
    void saved(kind, drawing).then(this.host.send, () => setText(this.message, t('The picture could not be drawn.')));
  }

  private scene(answer: Pictured & { readonly kind: 'diagram' }) {
    return shownScene(answer.scene, this.state.showsSamples);
  }
}
