import { sceneOf } from '../present/diagram/scene-of.js';
import type { Diagrammed } from '../present/views/diagram.js';
import {
  bandsOf,
  calibratedEnergies,
  defaultAxes,
  linePlot,
  phaseDiagram,
  spanOf,
  type Span,
} from '../theory/phase/index.js';
import { chosenStudy } from './chosen-study.js';
import { freedStudy, type Design } from './freed-study.js';
import type { Source } from '../present/views/predicted.js';
import { WrongCall } from './wrong-call.js';

/** A question for a diagram as a call states it. */
export interface DiagramCall {
  readonly study?: string;
  /** Names of sizes. Without `y` it is a plot against `x`; without both, the two sizes are chosen. */
  readonly x?: string;
  readonly y?: string;
  /** Sizes between which both are shown: `1:1e6`. */
  readonly span?: string;
  /** An expression of the file. */
  readonly samples?: string;
}

/**
 * The diagram that a call asks for.
 * @throws WrongCall when the question is not one.
 * @throws FileHasErrors when the study depends on an error.
 */
export async function diagrammed(design: Design, call: DiagramCall): Promise<Diagrammed> {
  const [x, y] = axesOf(design.source, call);
  const sizes = call.samples === undefined ? [] : [{ name: '--samples', text: call.samples }];
  const free = y === undefined ? [x] : [x, y];
  const freed = await freedStudy(design, call.study, free, sizes, '--study NAME');
  const [samples] = freed.given;
  const study = samples ? { ...freed.study, samples } : freed.study;
  const span = call.span === undefined ? spanOf(study) : spanIn(call.span);
  try {
    if (y === undefined) return { study, kind: 'plot', plot: linePlot(study, x, span) };
    const predicted = chosenStudy(design.source, study.name);
    const diagram = phaseDiagram(study, x, y, { across: span });
    const bands = bandsOf(study, diagram, calibratedEnergies(freed.study, predicted.calibration));
    return { study, kind: 'diagram', scene: sceneOf(study, diagram, bands, predicted) };
  } catch (error) {
    if (error instanceof RangeError) throw new WrongCall(error.message);
    throw error;
  }
}

function axesOf(source: Source, call: DiagramCall): readonly [string, string?] {
  if (call.x !== undefined) return [call.x, call.y];
  if (call.y !== undefined) throw new WrongCall(`Say which size goes across as well: --x NAME --y ${call.y}.`);
  const { study, prediction } = chosenStudy(source, call.study);
  const axes = defaultAxes(study, prediction);
  if (!axes) throw new WrongCall(`${study.name} has fewer than two free sizes: name a tied one with --x and --y.`);
  return axes;
}

function spanIn(text: string): Span {
  const [from = NaN, to = NaN, ...more] = text.split(':').map(Number);
  if (more.length > 0 || !(from > 0 && to > from && to <= 1e300)) {
    throw new WrongCall(`--span ${text}: write the least and the largest size, such as 1:1e6.`);
  }
  return { from: Math.log(from), to: Math.log(to) };
}
