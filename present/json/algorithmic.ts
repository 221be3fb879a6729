import type { Algorithmic, ReferenceSizes } from '../../theory/index.js';
import { monomialJson } from './monomial.js';

/** What algorithms need, as the contract writes it. `onlineSgd` and `smoothedSgd` are older names of `onePass` and `smoothed`. */
export function algorithmicJson(needs: Algorithmic, reference: ReferenceSizes) {
  const { informationExponent, generativeExponent, reused } = needs;
  const [onePass, smoothed] = [monomialJson(needs.onePass, reference), monomialJson(needs.smoothed, reference)];
  return {
    informationExponent,
    generativeExponent,
    onePass,
    smoothed,
    reused: { ...monomialJson(reused.samples, reference), constant: reused.constant ?? null },
    kernel: monomialJson(needs.kernel, reference),
    onlineSgd: onePass,
    smoothedSgd: smoothed,
  };
}
