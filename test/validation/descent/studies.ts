import type { DescentMethod, OptimiserName, Plan } from '../../../validation/plan.js';
import type { ChainPoint } from '../../../validation/training/sample/chains.js';
import { cubicPoint } from '../training/studies.js';

/** A method of descent, of few epochs and inputs. */
export function descentMethod(optimiser: OptimiserName, changes: Partial<DescentMethod> = {}): DescentMethod {
  return {
    kind: 'descent',
    optimiser,
    ...(optimiser === 'gd' ? {} : { batch: 8 }),
    epochs: 5,
    heldOut: optimiser === 'onepass' ? 0 : 0.25,
    looks: 10,
    patience: 10,
    halvings: 3,
    freshInputs: 128,
    threshold: 0.5,
    share: 1,
    ...changes,
  };
}

/** A plan of descent, of the two-layer cubic. */
export function descentPlan(points: readonly ChainPoint[], method: DescentMethod): Plan {
  return {
    format: 2,
    study: 'Cubic',
    level: 'descent',
    preset: 'quick',
    method,
    sweep: { variable: 'd', values: [...new Set(points.map(({ sizes }) => sizes['d'] ?? 0))] },
    points,
    predicted: { exponent: '1', slope: 1, energy: 'd', pattern: 'specialization', seenAs: ['specialization'] },
    confidence: 0.95,
    notes: [],
  };
}

export { cubicPoint };
