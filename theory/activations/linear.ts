import type { ActivationDescriptor } from './activation.js';

/** The identity. */
export const linear: ActivationDescriptor<'linear'> = {
  name: 'linear',
  parity: 'odd',
  support: 'first',
  growth: 1,
  isBounded: false,
  formula: 'z',
};
