import type { ActivationDescriptor } from './activation.js';

/** The square. */
export const quadratic: ActivationDescriptor<'quadratic'> = {
  name: 'quadratic',
  parity: 'even',
  support: 'second',
  growth: 2,
  isBounded: false,
  formula: 'z²',
};
