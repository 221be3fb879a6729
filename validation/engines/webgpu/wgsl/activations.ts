import type { ActivationName } from '../../../../theory/activations/index.js';
import { trigonometry } from './trigonometry.js';

/** erf to 1.5e-7. Source: Abramowitz and Stegun 1964, 7.1.26 (published). */
const erf = /* wgsl */ `
fn erf(z: f32) -> f32 {
  let size = abs(z);
  let t = 1.0 / (1.0 + 0.3275911 * size);
  let sum = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return sign(z) * (1.0 - sum * exp(-min(z * z, 80.0)));
}
`;

const logistic = /* wgsl */ `
fn logistic(z: f32) -> f32 {
  return 1.0 / (1.0 + exp(-clamp(z, -80.0, 80.0)));
}
`;

const value = (body: string): string => `fn value(z: f32) -> f32 { ${body} }\n`;
const slope = (body: string): string => `fn slope(z: f32) -> f32 { ${body} }\n`;

/** `value` and `slope` of every activation in WGSL: what `activationFunctions` says, in single precision. */
export const activationCode: Readonly<Record<ActivationName, string>> = {
  erf: erf + value('return erf(z);') + slope('return 1.1283791670955126 * exp(-min(z * z, 80.0));'),
  tanh:
    logistic +
    value('return 2.0 * logistic(2.0 * z) - 1.0;') +
    slope('let y = 2.0 * logistic(2.0 * z) - 1.0; return 1.0 - y * y;'),
  sin: trigonometry + value('return cosSin(z).y;') + slope('return cosSin(z).x;'),
  relu: value('return max(z, 0.0);') + slope('return select(0.0, 1.0, z >= 0.0);'),
  gelu:
    erf +
    value('return 0.5 * z * (1.0 + erf(z * 0.7071067811865476));') +
    slope('return 0.5 * (1.0 + erf(z * 0.7071067811865476)) + z * 0.3989422804014327 * exp(-min(0.5 * z * z, 80.0));'),
  silu: logistic + value('return z * logistic(z);') + slope('let p = logistic(z); return p * (1.0 + z * (1.0 - p));'),
  linear: value('return z;') + slope('return 1.0;'),
  quadratic: value('return z * z;') + slope('return 2.0 * z;'),
};
