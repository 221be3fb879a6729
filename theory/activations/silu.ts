import type { ActivationDescriptor } from './activation.js';

/** The sigmoid linear unit. */
export const silu: ActivationDescriptor<'silu'> = {
  name: 'silu',
  parity: 'neither',
  support: 'first-and-even',
  growth: 1,
  isBounded: false,
  formula: 'z / (1 + e⁻ᶻ)',
};
