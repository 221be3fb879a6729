import { t } from '@vscode/l10n';
import { freeScale, placeFor, sizeArgument, valueOf, type PredictedStudy, type Remark } from './predicted-study.js';

/**
 * More heads than P* takes notice of. By the rules of attention P* grows as √H in between; it does not depend on H
 * below, where every head's scores are learned in full, nor above, where the scores stay lazy.
 */
export const headsPastUse: Remark = (predicted) => {
  const { node, prediction, study } = predicted;
  for (const [index, layer] of prediction.winner.layers.entries()) {
    if (study.network.layers[index]?.kind !== 'attention') continue;
    const isFull = layer.parameter?.bound === 'upper';
    if (layer.pattern !== 'lazy' && !isFull) continue;
    const argument = sizeArgument(predicted, layer.layer);
    const heads = freeScale(argument)?.name;
    if (heads === undefined || valueOf(predicted, heads) <= 1) continue;
    if (!prediction.sampleScale.exponentOf(heads).equals(0)) continue;
    return {
      ...placeFor(predicted, { node: argument, property: 'size' }),
      code: 'arch-heads-past-use',
      severity: 'hint',
      message: isFull ? full(predicted, heads) : lazy(predicted, heads, layer.layer),
      data: { study: node.name, single: heads },
    };
  }
  return undefined;
};

function full(predicted: PredictedStudy, heads: string): string {
  const { node, prediction } = predicted;
  return t`In study ${node.name} every head learns its scores in full, and P* ~ ${prediction.sampleScale.toUnicode()} does not depend on ${heads} = ${valueOf(predicted, heads)}: the heads after the first buy no samples.`;
}

function lazy(predicted: PredictedStudy, heads: string, layer: string): string {
  const { node, prediction } = predicted;
  return t`In study ${node.name} the scores of ${layer} stay lazy: P* ~ ${prediction.sampleScale.toUnicode()} does not depend on ${heads} = ${valueOf(predicted, heads)}. With fewer heads the scores are worth learning.`;
}
