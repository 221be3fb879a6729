import type { Connection } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import { predictLowered } from '../../../language/index.js';
import { breakPoints, curvePoints, curveSpan } from '../../../theory/learning-grid.js';
import { answer } from '../../../protocol/connection.js';
import type { CurveAnswer, CurveComponent, CurveQuestion } from '../../../protocol/learning-curve.js';
import { learningCurveRequest } from '../../../protocol/requests.js';
import { learning } from '../../../theory/learning.js';
import { sized } from '../../../present/formulas.js';
import { learningView, type ComponentView } from '../../../present/views/learning.js';
import { estimateView } from '../../../present/views/estimated.js';
import { calibratedView } from '../../../present/views/samples.js';
import type { Predicted } from '../../../present/views/predicted.js';
import type { ArchServices } from '../../services.js';
import { documentOf } from './on-document.js';

/** Points of the grid: enough for a smooth line. */
const gridPoints = 120;

/** Answers `learningCurveRequest`. */
export function handleLearningCurve(connection: Connection, services: ArchServices): void {
  answer(connection, learningCurveRequest, async ({ uri, study, measured }, cancelToken) => {
    const document = await documentOf(services, uri, cancelToken);
    const node = document?.declarations.filter(ast.isStudy).find(({ name }) => name === study);
    const outcome = node && services.predictions.of(node);
    return outcome?.kind === 'predicted' ? curveAnswer(outcome, measured) : null;
  });
}

function curveAnswer(predicted: Predicted, measured: CurveQuestion['measured']): CurveAnswer {
  const { study, prediction } = predicted.written;
  const { reference } = study;
  const curves = learning(study, prediction);
  const span = curveSpan(curves, reference);
  const points = [...curvePoints(curves, reference, span, gridPoints), ...breakPoints(curves, reference)];
  return {
    study: study.name,
    network: study.network.name,
    target: study.target.name,
    components: learningView(curves, reference).components.map(curveComponent),
    points: points
      .filter(({ samples }) => samples >= span.from && samples <= span.to)
      .sort((one, other) => one.samples - other.samples),
    scale: { value: prediction.sampleScale.value(reference), text: sized(prediction.sampleScale, reference) },
    calibrated: calibratedView(predicted),
    estimate: estimateView(predicted),
    given: study.samples?.value(reference) ?? null,
    scales: measured.map((sizes) => scaleAt(predicted, sizes)),
  };
}

/** P* at other free sizes; null where they are none. */
function scaleAt({ study }: Predicted, sizes: Readonly<Record<string, number>>): number | null {
  const own = Object.entries(sizes).filter(([name, value]) => study.reference.has(name) && value > 0);
  const there = { ...study, reference: new Map([...study.reference, ...own]) };
  return predictLowered(there)?.sampleScale.value(there.reference) ?? null;
}

function curveComponent({ name, samples, law, weight }: ComponentView): CurveComponent {
  return { name, scale: samples.text, law, weight };
}
