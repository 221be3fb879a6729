import type { ActivationDescriptor } from './activation.js';

/** The hyperbolic tangent. */
export const tanh: ActivationDescriptor<'tanh'> = {
  name: 'tanh',
  parity: 'odd',
  support: 'odd',
  growth: 0,
  isBounded: true,
  formula: 'tanh(z)',
};
