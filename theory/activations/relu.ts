import type { ActivationDescriptor } from './activation.js';

/** The rectified linear unit. */
export const relu: ActivationDescriptor<'relu'> = {
  name: 'relu',
  parity: 'neither',
  support: 'first-and-even',
  growth: 1,
  isBounded: false,
  formula: 'max(z, 0)',
};
