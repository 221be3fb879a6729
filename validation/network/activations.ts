import { isActivationName, type ActivationName } from '../../theory/activations/index.js';
import type { PlannedNetwork } from '../plan.js';
import { erf, erfSlope } from './erf.js';

/** An activation function in numbers. */
export interface ActivationFunction {
  value(z: number): number;
  /** The derivative; at a kink that from the right. */
  slope(z: number): number;
  /** Its number in validation/core/assembly/units.ts; without one the core does not know it, and networks with it are computed here. */
  readonly core?: number;
}

const gaussianDensity = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
const logistic = (z: number): number => 1 / (1 + Math.exp(-z));

/** Every activation in numbers, by its name in theory/activations. */
export const activationFunctions: Readonly<Record<ActivationName, ActivationFunction>> = {
  erf: { value: erf, slope: erfSlope, core: 0 },
  tanh: { value: Math.tanh, slope: (z: number) => 1 - Math.tanh(z) ** 2, core: 1 },
  sin: { value: Math.sin, slope: Math.cos, core: 2 },
  relu: { value: (z: number) => Math.max(z, 0), slope: (z: number) => (z >= 0 ? 1 : 0), core: 3 },
  gelu: {
    value: (z: number) => 0.5 * z * (1 + erf(z * Math.SQRT1_2)),
    slope: (z: number) => 0.5 * (1 + erf(z * Math.SQRT1_2)) + z * gaussianDensity(z),
    core: 4,
  },
  silu: {
    value: (z: number) => z * logistic(z),
    slope: (z: number) => logistic(z) * (1 + z * (1 - logistic(z))),
    core: 5,
  },
  linear: { value: (z: number) => z, slope: () => 1, core: 7 },
  quadratic: { value: (z: number) => z * z, slope: (z: number) => 2 * z, core: 6 },
};

/**
 * The activation function of a name.
 * @throws RangeError for a name that has no function here, as a plan of a later version may hold.
 */
export function activationFunction(name: string | undefined): ActivationFunction {
  if (!isActivationName(name)) throw new RangeError(`no function is known for the activation ${name ?? '(none)'}`);
  return activationFunctions[name];
}

/** The root of the prior variance of a layer's weights, in units of 1/fan_in: what pre-activations of standard weights are multiplied by. */
export function steepness({ sizes }: PlannedNetwork['layers'][number]): number {
  return Math.sqrt(sizes['variance'] ?? 1);
}

/** What units make of a pre-activation of standard weights: phi(factor z). */
export interface UnitFunction {
  readonly phi: ActivationFunction;
  readonly factor: number;
}

/**
 * What the units of a layer make of a pre-activation of standard weights: phi(sqrt(v) z), v the variance of its weights.
 * @throws RangeError for an activation that has no function here.
 */
export function unitFunction(layer: PlannedNetwork['layers'][number]): UnitFunction {
  return { phi: activationFunction(layer.activation), factor: steepness(layer) };
}
