import type { Algorithmic, ReferenceSizes } from '../../theory/index.js';
import { monomialJson } from './monomial.js';

/** What algorithms need, as the contract writes it. */
export function algorithmicJson(
  { informationExponent, onlineSgd, smoothedSgd, kernel }: Algorithmic,
  reference: ReferenceSizes,
) {
  return {
    informationExponent,
    onlineSgd: monomialJson(onlineSgd, reference),
    smoothedSgd: monomialJson(smoothedSgd, reference),
    kernel: monomialJson(kernel, reference),
  };
}
