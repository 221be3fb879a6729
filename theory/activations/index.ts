import type { Layer } from '../study.js';
import type { ActivationDescriptor, Parity } from './activation.js';
import { erf } from './erf.js';
import { gelu } from './gelu.js';
import { linear } from './linear.js';
import { quadratic } from './quadratic.js';
import { relu } from './relu.js';
import { silu } from './silu.js';
import { sin } from './sin.js';
import { tanh } from './tanh.js';
import { supports, type SupportName } from './support.js';

export type { Parity, SupportName };

/** Every activation function. A new one is an entry here. */
const all = [erf, tanh, sin, relu, gelu, silu, linear, quadratic] as const;

/** The name of an activation function. */
export type ActivationName = (typeof all)[number]['name'];

/** An activation function, as the heuristic and the validation see it. */
export interface Activation extends ActivationDescriptor<ActivationName> {
  /** True when the Hermite expansion has a term of this degree (degree >= 1). */
  responds(degree: number): boolean;
}

/** The names of the activations, in the order in which the language presents them. */
export const activationNames: readonly ActivationName[] = all.map(({ name }) => name);

/** Activations by name; the Hermite support of each is the table of docs/theory.md, "State". */
export const activations: ReadonlyMap<string, Activation> = new Map(
  all.map((one) => [one.name, { ...one, responds: supports[one.support] }]),
);

/** True for the name of an activation. */
export function isActivationName(name: string | undefined): name is ActivationName {
  return name !== undefined && activations.has(name);
}

/**
 * The activation of a layer.
 * @throws RangeError when it has none or an unknown one; the language's checks see to it that it has.
 */
export function activationOf(layer: Layer): Activation {
  const activation = activations.get(layer.activation ?? '');
  if (!activation) throw new RangeError(`layer ${layer.name} has no known activation`);
  return activation;
}
