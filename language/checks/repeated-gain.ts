import { stackedGain } from '../../theory/repeated-gain.js';
import { worded } from '../wording.js';
import { placeFor, sizeArgument, type Remark } from './predicted-study.js';

/** Layers too narrow for the gains that are predicted one after another: measurements contradict the rule there. */
export const contradictedGain: Remark = (predicted) => {
  const { node, study, prediction } = predicted;
  const found = stackedGain(study, prediction.winner);
  if (!found) return undefined;
  return {
    ...placeFor(predicted, { node: sizeArgument(predicted, found.layers.at(-1) ?? '', 'width'), property: 'size' }),
    code: 'arch-contradicted-gain',
    severity: 'warning',
    message: worded({ code: 'in-study', study: node.name, reason: found }),
    data: { study: node.name },
  };
};
