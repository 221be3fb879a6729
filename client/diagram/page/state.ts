import type { PointAnswer, Sizes } from '../../../protocol/diagram.js';
import type { Place } from '../../../present/diagram/scene.js';
import { asInFile, axesOf, followed, type Pictured, sizesNow, withAxis, withoutSizes, withSizes } from '../chosen.js';
import type { Subject } from '../../pages/subject.js';
import type { Chosen, PageState, PointChosen, ToPage } from '../messages.js';
import { Questions } from '../questions.js';
import { numbered } from '../shown-scene.js';
import { passing, settled, stepped } from '../sizes.js';
import { showing } from '../zoom.js';
import type { Host } from './host.js';

/** What the page shows: the last picture, what is chosen, and where the point is on its way. */
export class DiagramState {
  chosen: Chosen;
  /** The last answer with a picture. It stays while the text has errors. */
  answer: Pictured | undefined;
  /** Why the picture is not that of the text as it stands. */
  unavailable: string | undefined;
  /** What is known at the point, or was just before. */
  point: PointAnswer | undefined;
  private subject: Subject | undefined;
  private samplesAreShown: boolean | undefined;
  /** Sizes under the hand, which have not been let go. */
  private onTheWay: Sizes | undefined;
  /** The patterns that were seen over these axes, by their numbers. */
  private seen: readonly string[] = [];
  private numbersOf = '';
  private readonly diagrams: Questions<Chosen>;
  private readonly points: Questions<PointChosen>;

  /** @param changed is told whether only the point has moved, or all may be different */
  constructor(
    private readonly host: Host,
    kept: PageState | undefined,
    private readonly changed: (what: 'all' | 'point') => void,
  ) {
    const nextFrame = (callback: () => void): void => void requestAnimationFrame(callback);
    this.diagrams = new Questions((number, chosen) => host.send({ type: 'ask', number, chosen }), nextFrame);
    this.points = new Questions((number, chosen) => host.send({ type: 'askPoint', number, chosen }), nextFrame);
    this.subject = kept && { uri: kept.uri, study: kept.study };
    this.chosen = kept?.chosen ?? {};
    this.samplesAreShown = kept?.showsSamples;
    if (kept?.answer && kept.answer.kind !== 'unavailable') this.answer = kept.answer;
    this.point = this.answer?.point;
  }

  get study(): string {
    return this.subject?.study ?? '';
  }

  get crossings(): boolean {
    return this.chosen.crossings ?? true;
  }

  /** The axes that are chosen, before they are shown. */
  get axes(): { readonly x: string; readonly y: string | null } {
    if (!this.answer) return { x: '', y: null };
    const { x, y } = axesOf(this.answer);
    const isKnown = (name: string | undefined): name is string =>
      this.answer?.choices.some((one) => one.name === name) ?? false;
    return {
      x: isKnown(this.chosen.x) ? this.chosen.x : x,
      y: this.chosen.y === null ? null : isKnown(this.chosen.y) ? this.chosen.y : y,
    };
  }

  /** P in place of the file's. */
  get samples(): number | undefined {
    return this.chosen.samples;
  }

  /** Samples are shown when there are some, unless the user says otherwise. */
  get showsSamples(): boolean {
    return this.samplesAreShown ?? (this.answer?.samples.value ?? null) !== null;
  }

  /** All sizes as they are now, on their way or not. */
  get sizes(): Sizes {
    return this.answer ? sizesNow(this.answer, { ...this.chosen.sizes, ...this.onTheWay }) : {};
  }

  /** True when what is known is what was asked for last. */
  get isAtRest(): boolean {
    return !this.onTheWay && !this.isWaiting;
  }

  /** True while the picture is not yet that of what is chosen. */
  get isWaiting(): boolean {
    return !this.diagrams.isSettled;
  }

  /** Asks for what is chosen. */
  ask(): void {
    this.diagrams.ask(this.chosen);
  }

  /** Chooses something else. */
  choose(chosen: Chosen): void {
    this.chosen = chosen;
    this.keep();
    this.ask();
    this.changed('all');
  }

  chooseAxis(axis: 'x' | 'y', name: string | null): void {
    if (this.answer) this.choose(withAxis(this.answer, this.chosen, axis, name));
  }

  /** The point is dragged. */
  drag([across, up]: Place): void {
    if (!this.answer) return;
    const { x, y } = axesOf(this.answer);
    this.pass({ [x]: passing(across), ...(y !== null && { [y]: passing(up) }) });
  }

  /** What was under the hand is let go. */
  drop(): void {
    if (!this.onTheWay) return;
    const sizes = Object.entries(this.onTheWay).map(([name, value]) => [name, settled(value)] as const);
    this.onTheWay = undefined;
    this.choose(withSizes(this.chosen, Object.fromEntries(sizes)));
  }

  /** A size moves by its slider: one of the axes takes the point along, others change the picture. */
  move(name: string, value: number): void {
    const axes = this.answer && axesOf(this.answer);
    if (name === axes?.x || name === axes?.y) this.pass({ [name]: value });
    else this.choose(withSizes(this.chosen, { [name]: value }));
  }

  /** A size is set. */
  settle(name: string, value: number): void {
    this.onTheWay = undefined;
    this.choose(withSizes(this.chosen, { [name]: value }));
  }

  /** The point moves by steps; what is shown moves along when it would leave it. */
  step(across: number, up: number): void {
    if (!this.answer) return;
    const { x, y } = axesOf(this.answer);
    const { sizes, chosen } = this;
    const next = {
      ...(across !== 0 && { [x]: stepped(sizes[x] ?? 1, across) }),
      ...(up !== 0 && y !== null && { [y]: stepped(sizes[y] ?? 1, up) }),
    };
    const moved = { ...sizes, ...next };
    const place: Place = [Math.log10(moved[x] ?? 1), Math.log10((y === null ? undefined : moved[y]) ?? 1)];
    this.choose(withSizes(chosen.view ? { ...chosen, view: showing(chosen.view, place) } : chosen, next));
  }

  /** The sizes of the axes are those of the file again. */
  resetPoint(): void {
    if (!this.answer) return;
    const { x, y } = axesOf(this.answer);
    this.choose(withoutSizes(this.chosen, [x, y ?? x]));
  }

  /** All sizes and the samples are those of the file again. */
  reset(): void {
    this.choose(asInFile(this.chosen));
  }

  /** Shows where the samples suffice, or not; a study that gives none gets what it needs at the point. */
  showSamples(isShown: boolean): void {
    this.samplesAreShown = isShown;
    const { answer, chosen } = this;
    const needsSome = isShown && answer?.samples.value === null && chosen.samples === undefined;
    this.choose(needsSome ? { ...chosen, samples: settled(answer.samples.needed) } : chosen);
  }

  /** Takes the answer to the last question; others are stale. */
  take({ number, subject, answer }: ToPage & { readonly type: 'answer' }): void {
    this.subject = subject;
    if (!this.diagrams.isAnswer(number)) return;
    this.unavailable = answer.kind === 'unavailable' ? answer.message : undefined;
    if (answer.kind !== 'unavailable') {
      const before = this.answer;
      this.answer = this.withNumbers(answer);
      if (!this.onTheWay) this.point = answer.point;
      if (before) this.follow(before, answer);
    }
    this.keep();
    this.changed('all');
  }

  /** Takes the numbers at the point. */
  takePoint(number: number, point: PointAnswer | null): void {
    if (!this.points.isAnswer(number) || !point || !this.onTheWay) return;
    this.point = point;
    this.changed('point');
  }

  /** Regions keep their numbers while the axes are the same. */
  private withNumbers(answer: Pictured): Pictured {
    if (answer.kind !== 'diagram') return answer;
    const axes = JSON.stringify(axesOf(answer));
    const { scene, seen } = numbered(answer.scene, this.numbersOf === axes ? this.seen : []);
    [this.numbersOf, this.seen] = [axes, seen];
    return { ...answer, scene };
  }

  /** What was edited in the file is that of the file again. */
  private follow(before: Pictured, now: Pictured): void {
    const next = followed(this.chosen, before, now);
    if (JSON.stringify(next) === JSON.stringify(this.chosen)) return;
    this.chosen = next;
    this.ask();
  }

  private pass(sizes: Sizes): void {
    if (!this.answer) return;
    this.onTheWay = { ...this.onTheWay, ...sizes };
    const { samples } = this.chosen;
    this.points.ask({ ...axesOf(this.answer), sizes: { ...this.chosen.sizes, ...this.onTheWay }, samples });
    this.changed('point');
  }

  private keep(): void {
    const { subject, chosen, samplesAreShown, answer } = this;
    if (!subject) return;
    this.host.keep({
      ...subject,
      chosen,
      ...(samplesAreShown !== undefined && { showsSamples: samplesAreShown }),
      ...(answer && { answer }),
    });
  }
}
