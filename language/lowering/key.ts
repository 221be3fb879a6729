import { Monomial } from '../../theory/monomial.js';
import type { Study } from '../../theory/study.js';

/** A text that two studies share exactly when they ask the theory the same. */
export function studyKey(study: Study): string {
  return JSON.stringify(study, (_, value: unknown) => {
    if (value instanceof Monomial) return value.toString();
    return value instanceof Map ? [...value] : value;
  });
}
