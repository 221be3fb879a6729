import type { LanguageMessage } from '../messages.js';
import type { MeasuredData } from './statistics.js';

/** Why the labels of a data file tell no direction, and what to do; undefined where they tell one, or where none was asked for. */
export function noDirection({ label }: Pick<MeasuredData, 'label'>): LanguageMessage | undefined {
  if (!label) return undefined;
  if (label === 'constant') return { code: 'label-constant' };
  const { directions, rejected, estimator } = label;
  if (directions.length > 0 || !rejected) return undefined;
  const { pValue, splitCosine, leastCosine } = rejected;
  const onlyMeans = estimator === 'means';
  return leastCosine === undefined
    ? { code: 'label-not-significant', pValue, onlyMeans }
    : { code: 'label-halves-differ', splitCosine, leastCosine, onlyMeans };
}
