import type { ActivationDescriptor } from './activation.js';

/** The Gaussian error linear unit, Φ the distribution function of a standard Gaussian. */
export const gelu: ActivationDescriptor<'gelu'> = {
  name: 'gelu',
  parity: 'neither',
  support: 'first-and-even',
  growth: 1,
  isBounded: false,
  formula: 'z Φ(z)',
};
