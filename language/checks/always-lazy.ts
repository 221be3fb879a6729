import { t } from '@vscode/l10n';
import { layerNode } from '../lowering/layer-node.js';
import { freeScale, placeFor, sizeArgument, type PredictedStudy, type Remark } from './predicted-study.js';

/** A layer that learns nothing, whatever its width: it is lazy on both sides of every boundary in its width. */
export const alwaysLazy: Remark = (predicted) => {
  const { node, prediction } = predicted;
  for (const [index, { layer }] of prediction.winner.layers.entries()) {
    const width = freeScale(sizeArgument(predicted, layer))?.name;
    if (width === undefined || !isLazyThroughout(predicted, index, width)) continue;
    const found = layerNode(predicted.network, layer);
    return {
      ...placeFor(predicted, { node: found, property: 'name' }),
      code: 'arch-always-lazy',
      severity: 'hint',
      message: t`${layer} stays lazy in study ${node.name} for every value of ${width}: it hands on what it gets and learns nothing of the target.`,
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
