import { t } from '@vscode/l10n';
import { AstUtils } from 'langium';
import type { Boundary } from '../../theory/prediction.js';
import type * as ast from '../generated/ast.js';
import { freeScales, studyParts } from '../lowering/study.js';
import { placeFor, valueOf, type PredictedStudy, type Remark } from './predicted-study.js';

/** Prefactors of order 1 to 10 are unknown: a boundary within this factor may lie on either side. */
const near = 2;

/** The nearest boundary at which another pattern takes over, where it lies within a factor 2 of the reference sizes. */
export const nearBoundary: Remark = (predicted) => {
  const { node, prediction } = predicted;
  const [nearest] = prediction.boundaries
    .map((boundary) => ({ boundary, factor: Math.exp(distance(predicted, boundary)) }))
    .filter(({ factor }) => factor < near - 1e-9)
    .sort((left, right) => left.factor - right.factor);
  if (!nearest) return undefined;
  const { boundary, factor } = nearest;
  const { variable, at, value, below, above } = boundary;
  const scale = scaleOf(node, variable);
  const given = valueOf(predicted, variable);
  const side = given < value ? t`above it ${above} wins` : t`below it ${below} wins`;
  const where = factor < 1 + 1e-6 ? t('at') : t`within a factor ${Number(factor.toPrecision(2))} of`;
  return {
    ...placeFor(predicted, { node: scale, property: 'value' }),
    code: 'arch-near-boundary',
    severity: 'hint',
    message: t`${variable} = ${given} is ${where} the boundary ${variable} = ${at.toUnicode()} of study ${node.name}: ${side}. Prefactors are unknown, so that either side may hold.`,
    data: scale ? { references: references(boundary, given) } : {},
  };
};

function distance({ study }: PredictedStudy, { variable, at }: Boundary): number {
  return Math.abs(at.log(study.reference) - Math.log(study.reference.get(variable) ?? Number.NaN));
}

function scaleOf(study: ast.Study, name: string): ast.Scale | undefined {
  const parts = studyParts(study);
  const scale = parts && [...freeScales(parts)].find((one) => one.name === name);
  return scale && AstUtils.getDocument(scale) === AstUtils.getDocument(study) ? scale : undefined;
}

/** Values clear of the boundary, the other side first. */
function references(
  { value, below, above }: Boundary,
  given: number,
): readonly { readonly value: number; readonly title: string }[] {
  const sides = [
    { value: Math.ceil(near * value - 1e-9), pattern: above },
    { value: Math.floor(value / near + 1e-9), pattern: below },
  ];
  return (given < value ? sides : sides.reverse())
    .filter((side) => Number.isSafeInteger(side.value) && side.value >= 1)
    .map((side) => ({ value: side.value, title: t`${side.value}, clear of the boundary: ${side.pattern}` }));
}
