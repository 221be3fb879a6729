import type { CancellationToken } from 'vscode-languageserver';
import { plainPlot } from '../../../present/diagram/plot.js';
import { sceneOf } from '../../../present/diagram/scene-of.js';
import { unicode } from '../../../present/formulas.js';
import { bandsOf, calibratedEnergies, linePlot, spanOf, type Span } from '../../../theory/phase/index.js';
import type { Predicted } from '../../../present/views/predicted.js';
import { diagramRefusals } from '../../../present/words/answers.js';
import { resolveQuestion, studyWith } from './resolve-question.js';
import type { DiagramMemory } from './memory.js';
import type { DiagramAnswer, DiagramQuestion } from '../../../protocol/diagram.js';
import { pointAnswer } from './point.js';

/** Deeper networks take too long for a picture that follows the hand. */
const deepest = 8;

/** The diagram of a study, or its energies against one size. */
export async function diagramAnswer(
  predicted: Predicted,
  question: DiagramQuestion,
  memory: DiagramMemory,
  cancelToken: CancellationToken,
): Promise<DiagramAnswer> {
  const depth = predicted.study.network.layers.length;
  if (depth > deepest) {
    return { kind: 'unavailable', message: diagramRefusals.tooDeep(predicted.study.network.name, depth, deepest) };
  }
  const resolved = resolveQuestion(predicted, question);
  if (!resolved) return { kind: 'unavailable', message: diagramRefusals.noSize(predicted.study.name) };
  const { study, samples: own, x, y, choices } = resolved;
  const point = pointAnswer(study, predicted);
  const samples = {
    value: own?.value(study.reference) ?? null,
    formula: own ? unicode.formula(own) : null,
    needed: point.samples.value,
  };
  // The span follows the file, not the point: the plane stays where it is while the point moves.
  const usual = spanOf({ reference: new Map(choices.map(({ name, value }) => [name, value])) });
  const across = spanIn(question.view?.x) ?? usual;
  const up = spanIn(question.view?.y) ?? usual;
  if (y === undefined) return { kind: 'plot', plot: plainPlot(linePlot(study, x, across)), choices, samples, point };
  const options = { across, up, crossings: question.crossings ?? true };
  const diagram = await memory.diagram(`${question.uri} ${question.study}`, [study, x, y], options, cancelToken);
  const calibrated = calibratedEnergies(studyWith(predicted, [x, y], undefined, undefined), predicted.calibration);
  return {
    kind: 'diagram',
    scene: sceneOf(study, diagram, bandsOf(study, diagram, calibrated), predicted),
    choices,
    samples,
    point,
  };
}

function spanIn(view: readonly [number, number] | undefined): Span | undefined {
  if (!view || !(view[1] > view[0]) || !(view[1] < 300)) return undefined;
  return { from: view[0] * Math.LN10, to: view[1] * Math.LN10 };
}
