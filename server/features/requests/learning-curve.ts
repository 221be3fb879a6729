import { t } from '@vscode/l10n';
import type { Connection } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import { predictLowered } from '../../../language/index.js';
import { learning, type LearnedComponent } from '../../../theory/learning.js';
import { breakPoints, curvePoints, curveSpan } from '../../../theory/learning-grid.js';
import type { Monomial, ReferenceSizes } from '../../../theory/monomial.js';
import { answer } from '../../../protocol/connection.js';
import type { CurveAnswer, CurveComponent, CurveQuestion } from '../../../protocol/learning-curve.js';
import { learningCurveRequest } from '../../../protocol/requests.js';
import { measuredText, numberText } from '../../../present/numbers.js';
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
  const { calibrated } = predicted;
  return {
    study: study.name,
    network: study.network.name,
    target: study.target.name,
    components: curves.components.map((one) => component(one, reference)),
    points: points
      .filter(({ samples }) => samples >= span.from && samples <= span.to)
      .sort((one, other) => one.samples - other.samples),
    scale: { value: prediction.sampleScale.value(reference), text: sized(prediction.sampleScale, reference) },
    calibrated: calibrated
      ? {
          interval: calibrated.samples.interval,
          text: measuredText(calibrated.samples.value, calibrated.samples.interval),
          run: calibrated.kept.run,
        }
      : null,
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

function component(
  { feature, samples, exponent, weight }: LearnedComponent,
  reference: ReferenceSizes,
): CurveComponent {
  const digits = [...String(feature)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('');
  const law = !exponent ? t('all at once') : exponent.equals(1) ? 'α ~ P/P*' : `α ~ (P/P*)^(${exponent.toFraction()})`;
  return {
    name: typeof feature === 'number' ? `He${digits}` : feature,
    scale: sized(samples, reference),
    law,
    weight,
  };
}

function sized(size: Monomial, reference: ReferenceSizes): string {
  const text = numberText(size.value(reference));
  return size.isConstant ? text : `${size.toUnicode()} = ${text}`;
}
