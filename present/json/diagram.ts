import { plainPlot } from '../diagram/plot.js';
import type { Diagrammed } from '../views/diagram.js';

/** A diagram, or a plot against one size, as `archscale diagram --format json` prints it. */
export function diagramJson(answer: Diagrammed) {
  if (answer.kind === 'plot') return { kind: answer.kind, study: answer.study.name, ...plainPlot(answer.plot) };
  return { kind: answer.kind, ...answer.scene };
}
