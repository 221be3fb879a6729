import type { ActivationDescriptor } from './activation.js';

/** The sine: its values neither grow nor settle. */
export const sin: ActivationDescriptor<'sin'> = {
  name: 'sin',
  parity: 'odd',
  support: 'odd',
  growth: 0,
  isBounded: true,
  formula: 'sin(z)',
};
