import { expertsLeftOut } from '../../theory/experts-left-out.js';
import { worded } from '../wording.js';
import { placeFor, sizeArgument, type Remark } from './predicted-study.js';

/** Fewer specialized units than experts: the inputs of the others are not learned. */
export const expertsUntaught: Remark = (predicted) => {
  const { node, study, prediction } = predicted;
  const [first] = expertsLeftOut(study, prediction.winner);
  if (!first) return undefined;
  return {
    ...placeFor(predicted, { node: sizeArgument(predicted, first.layer, 'experts'), property: 'size' }),
    code: 'arch-experts-left-out',
    severity: 'warning',
    message: worded({ code: 'in-study', study: node.name, reason: first }),
    data: { study: node.name },
  };
};
