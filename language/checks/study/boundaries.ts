import { AstUtils } from 'langium';
import { isDegree } from '../../../theory/features.js';
import type { Boundary } from '../../../theory/prediction.js';
import { targetFeatures } from '../../../theory/target.js';
import type * as ast from '../../generated/ast.js';
import { layerNode } from '../../lowering/layer-node.js';
import { freeScales, studyParts } from '../../lowering/study.js';
import { check, type Check, type OfferedValue } from '../check.js';
import {
  freeScale,
  placeFor,
  predictedStudy,
  sizeArgument,
  valueOf,
  type PredictedStudy,
  type Remark,
} from './predicted.js';

/** Prefactors of order 1 to 10 are unknown: a boundary within this factor may lie on either side. */
const near = 2;

/** The nearest boundary at which another pattern takes over, where it lies within a factor 2 of the reference sizes. */
const nearBoundary: Remark = (predicted) => {
  const { node, prediction } = predicted;
  const [nearest] = prediction.boundaries
    // A gain that moves to another degree keeps the pattern's name.
    .filter(({ below, above }) => below !== above)
    .map((boundary) => ({ boundary, factor: Math.exp(distance(predicted, boundary)) }))
    .filter(({ factor }) => factor < near - 1e-9)
    .sort((left, right) => left.factor - right.factor);
  if (!nearest) return undefined;
  const { boundary, factor } = nearest;
  const { variable, at, value, below, above } = boundary;
  const scale = scaleOf(node, variable);
  const given = valueOf(predicted, variable);
  const side =
    given < value ? ({ side: 'above', pattern: above } as const) : ({ side: 'below', pattern: below } as const);
  return {
    ...placeFor(predicted, { node: scale, property: 'value' }),
    code: 'arch-near-boundary',
    severity: 'hint',
    message: { code: 'near-boundary', study: node.name, variable, given, factor, at, ...side },
    ...(scale && { references: references(boundary, given) }),
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
function references({ value, below, above }: Boundary, given: number): readonly OfferedValue[] {
  const sides = [
    { value: Math.ceil(near * value - 1e-9), pattern: above },
    { value: Math.floor(value / near + 1e-9), pattern: below },
  ];
  return (given < value ? sides : sides.reverse())
    .filter((side) => Number.isSafeInteger(side.value) && side.value >= 1)
    .map((side) => ({ value: side.value, title: { code: 'clear-of-boundary', ...side } }));
}

/** A layer that learns nothing, whatever its width: it is lazy on both sides of every boundary in its width. */
const alwaysLazy: Remark = (predicted) => {
  const { node, prediction } = predicted;
  for (const [index, { layer }] of prediction.winner.layers.entries()) {
    const width = freeScale(sizeArgument(predicted, layer))?.name;
    if (width === undefined || !isLazyThroughout(predicted, index, width)) continue;
    return {
      ...placeFor(predicted, { node: layerNode(predicted.network, layer), property: 'name' }),
      code: 'arch-always-lazy',
      severity: 'hint',
      message: { code: 'always-lazy', study: node.name, layer, width },
      data: { study: node.name, layer },
    };
  }
  return undefined;
};

function isLazyThroughout({ prediction }: PredictedStudy, index: number, width: string): boolean {
  const isLazy = (pattern: string): boolean => pattern.split(', ')[index] === 'lazy';
  const sides = prediction.boundaries
    .filter(({ variable }) => variable === width)
    .flatMap(({ below, above }) => [below, above]);
  // What competes with the winner may as well be what the network does.
  const competing = prediction.patterns.filter((pattern) => pattern.competing).map(({ name }) => name);
  return [prediction.winner.name, ...sides, ...competing].every(isLazy);
}

/** Boundaries of deeper networks, and of targets of higher degree, take longer than a remark is worth. */
const deepestWithBoundaries = 3;
const highestDegreeWithBoundaries = 4;

/** What takes the boundaries of a study to tell: an editor asks for it when nobody types. */
export const boundaryRemarks: Check = {
  ...check('Study', ['arch-near-boundary', 'arch-always-lazy'], function* (node) {
    const predicted = predictedStudy(node);
    if (!predicted) return;
    const { network, target } = predicted.study;
    const degrees = targetFeatures(target).filter(isDegree);
    if (network.layers.length > deepestWithBoundaries || Math.max(...degrees) > highestDegreeWithBoundaries) return;
    for (const remark of [nearBoundary, alwaysLazy]) {
      const finding = remark(predicted);
      if (finding) yield finding;
    }
  }),
  isSlow: true,
};
