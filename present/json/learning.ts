import {
  firstComponent,
  type LearnedComponent,
  type Learning,
  type LearningSegment,
  type ReferenceSizes,
} from '../../theory/index.js';
import { monomialJson } from './monomial.js';

/** What is learned when, as the contract writes it: alpha ~ (P/P*)^exponent below P*. */
export function learningJson({ components }: Learning, reference: ReferenceSizes) {
  return components.map((component) => componentJson(component, reference));
}

/** The component through which alignment 1 is reached first; null for a target of one component. */
export function firstComponentJson(learned: Learning, reference: ReferenceSizes) {
  const first = firstComponent(learned);
  return first ? { component: first.name, energy: monomialJson(first.energy, reference) } : null;
}

/** A component with its energy and P*; the exponent is null where it is learned all at once. */
export function componentJson({ name, energy, samples, exponent }: LearnedComponent, reference: ReferenceSizes) {
  return {
    component: name,
    energy: monomialJson(energy, reference),
    samples: monomialJson(samples, reference),
    exponent: exponent?.toFraction() ?? null,
  };
}

/** One law of a curve: alpha = alignment (P/samples)^exponent, down to the samples of the next. */
export function segmentJson({ pattern, alignment, samples, exponent }: LearningSegment, reference: ReferenceSizes) {
  return {
    pattern,
    alignment: monomialJson(alignment, reference),
    samples: monomialJson(samples, reference),
    exponent: exponent?.toFraction() ?? null,
  };
}
