import { plainPlot } from '../../theory/design/drawing/plot.js';
import type { Diagrammed } from '../diagrammed.js';

/** A diagram, or a plot against one size, as `archscale diagram --format json` prints it. */
export function diagramJson(answer: Diagrammed) {
  if (answer.kind === 'plot') return { kind: answer.kind, study: answer.study.name, ...plainPlot(answer.plot) };
  return { kind: answer.kind, ...answer.scene };
}
