import { t } from '@vscode/l10n';
import { stackedGain } from '../../theory/repeated-gain.js';
import { placeFor, sizeArgument, type Remark } from './predicted-study.js';

/** Layers too narrow for the gains that are predicted one after another: measurements contradict the rule there. */
export const contradictedGain: Remark = (predicted) => {
  const { node, study, prediction } = predicted;
  const found = stackedGain(study, prediction.winner);
  if (!found) return undefined;
  return {
    ...placeFor(predicted, { node: sizeArgument(predicted, found.layer, 'width'), property: 'size' }),
    code: 'arch-contradicted-gain',
    severity: 'warning',
    message: t`In study ${node.name} ${found.sentence}`,
    data: { study: node.name },
  };
};
