import type { ActivationDescriptor } from './activation.js';

/** The error function. */
export const erf: ActivationDescriptor<'erf'> = {
  name: 'erf',
  parity: 'odd',
  support: 'odd',
  growth: 0,
  isBounded: true,
  formula: 'erf(z)',
};
