import type { Fit, ReferenceSizes } from '../../theory/index.js';
import { monomialJson } from './monomial.js';
import { ruleJson } from './rule.js';

/** What a small error needs, as the contract writes it; of a sum the exponents are those of its largest term. */
export function fitJson({ samples, terms, rule, conditions, provenance }: Fit, reference: ReferenceSizes) {
  return {
    samples: { ...monomialJson(samples, reference), expression: terms.map(String).join(' + ') },
    rule,
    conditions: conditions.map(({ layer, needs, has, share }) => ({
      layer,
      needs: monomialJson(needs, reference),
      has: monomialJson(has, reference),
      share,
    })),
    provenance: provenance.map(ruleJson),
  };
}
