import { t } from '@vscode/l10n';
import type { Connection } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import { predictLowered } from '../../../language/index.js';
import { learning, type LearnedComponent } from '../../../theory/learning.js';
import { breakPoints, curvePoints, curveSpan, type CurvePoint } from '../../../theory/learning-grid.js';
import type { Monomial, ReferenceSizes } from '../../../theory/monomial.js';
import { readable } from '../../numerals.js';
import type { Predicted } from '../../document/predictions.js';
import type { ArchServices } from '../../services.js';
import { documentOf } from './on-document.js';

/** Which study, and at which sizes it was measured: each with P and the other free sizes. */
export interface CurveQuestion {
  readonly uri: string;
  readonly study: string;
  readonly measured: readonly Readonly<Record<string, number>>[];
}

/** A component of the target, as a line of the chart. */
export interface CurveComponent {
  /** `He₃` */
  readonly name: string;
  /** `√(N·d) = 128` */
  readonly scale: string;
  /** `α ~ (P/P*)^(1/2)`, or that it comes all at once. */
  readonly law: string;
  /** Its share of <y,y>. */
  readonly weight: number;
}

/** The learning curves of a study, for a chart. */
export interface CurveAnswer {
  readonly study: string;
  readonly network: string;
  readonly target: string;
  readonly components: readonly CurveComponent[];
  /** By samples, ascending. */
  readonly points: readonly CurvePoint[];
  /** P* of the whole target. */
  readonly scale: { readonly value: number; readonly text: string };
  /** P* in measured numbers; null where nothing is calibrated. */
  readonly calibrated: {
    readonly interval: readonly [number, number];
    readonly text: string;
    readonly run: string;
  } | null;
  /** P as the study gives it. */
  readonly given: number | null;
  /** For each measured place, P* there by the heuristic: a point belongs where P over P* is the same. */
  readonly scales: readonly (number | null)[];
}

/** Points of the grid: enough for a smooth line. */
const gridPoints = 120;

/** `archscale/learningCurve` {uri, study, measured}: what is learned from how many samples; null without a prediction. */
export function handleLearningCurve(connection: Connection, services: ArchServices): void {
  connection.onRequest(
    'archscale/learningCurve',
    async ({ uri, study, measured }: CurveQuestion, cancelToken): Promise<CurveAnswer | null> => {
      const document = await documentOf(services, uri, cancelToken);
      const node = document?.declarations.filter(ast.isStudy).find(({ name }) => name === study);
      const outcome = node && services.predictions.of(node);
      return outcome?.kind === 'predicted' ? answer(outcome, measured) : null;
    },
  );
}

function answer(predicted: Predicted, measured: CurveQuestion['measured']): CurveAnswer {
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
          text: `${readable(calibrated.samples.value)} (${calibrated.samples.interval.map((end) => readable(end)).join(' to ')})`,
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
  const text = readable(size.value(reference));
  return size.isConstant ? text : `${size.toUnicode()} = ${text}`;
}
