import { repeatedGain } from '../../theory/repeated-gain.js';
import { placeFor, sizeArgument, type Remark } from './predicted-study.js';

/** A recurrent layer too narrow for the gain that is predicted: measurements contradict the rule there. */
export const contradictedGain: Remark = (predicted) => {
  const { node, study, prediction } = predicted;
  const [first] = repeatedGain(study, prediction.winner);
  if (!first) return undefined;
  return {
    ...placeFor(predicted, { node: sizeArgument(predicted, first.layer, 'steps'), property: 'size' }),
    code: 'arch-contradicted-gain',
    severity: 'warning',
    message: `In study ${node.name} ${first.sentence}`,
    data: { study: node.name },
  };
};
