import type { ActivationName } from '../../../theory/activations/index.js';

/**
 * What has been done with a layer's sums since: exporters write an activation as several steps (GELU as z, a scale, erf, one
 * more, a product), which are followed here one by one.
 */
export type Form =
  | 'plain'
  | 'erf'
  | 'erf plus one'
  | 'tanh'
  | 'tanh plus one'
  | 'sigmoid'
  | 'relu'
  | 'sin'
  | 'gelu'
  | 'silu'
  | 'square'
  | 'cube'
  | 'leaky relu'
  | 'softplus'
  | 'mean'
  | 'centred'
  | 'mean square'
  | 'deviation'
  | 'normed'
  | 'scores'
  | 'attention weights';

/** An activation of the language for a form, and what differs, where that changes no Hermite degree. */
export interface FormActivation {
  readonly activation: ActivationName;
  readonly remark?: string;
}

const activations: Partial<Record<Form, FormActivation>> = {
  plain: { activation: 'linear' },
  erf: { activation: 'erf' },
  tanh: { activation: 'tanh' },
  relu: { activation: 'relu' },
  sin: { activation: 'sin' },
  gelu: { activation: 'gelu' },
  silu: { activation: 'silu' },
  square: { activation: 'quadratic' },
  // 1/2 + tanh(z/2)/2: beside a constant the odd degrees.
  sigmoid: { activation: 'tanh', remark: 'The model has a sigmoid, which has the Hermite degrees of tanh.' },
  // (1 + a)/2 z + (1 - a)/2 |z|.
  'leaky relu': { activation: 'relu', remark: 'The model has a leaky relu, which has the Hermite degrees of relu.' },
  // z/2 + log(2 cosh(z/2)).
  softplus: { activation: 'relu', remark: 'The model has a softplus, which has the Hermite degrees of relu.' },
};

/** The activation of a form; undefined when it is none. */
export function activationOf(form: Form): FormActivation | undefined {
  return activations[form];
}

/** Operators that turn the sums of a layer into something else. */
const functions: Readonly<Record<string, Form>> = {
  Erf: 'erf',
  Tanh: 'tanh',
  Sigmoid: 'sigmoid',
  Relu: 'relu',
  Sin: 'sin',
  Gelu: 'gelu',
  BiasGelu: 'gelu',
  FastGelu: 'gelu',
  QuickGelu: 'gelu',
  LeakyRelu: 'leaky relu',
  PRelu: 'leaky relu',
  Softplus: 'softplus',
};

/** What an operator with one input of data makes of a form; undefined when it is no step of an activation or a norm. */
export function applied(operator: string, form: Form): Form | undefined {
  const made = functions[operator];
  if (made) return form === 'plain' ? made : undefined;
  if (operator === 'Sqrt' && form === 'mean square') return 'deviation';
  // A norm may multiply by one over the deviation.
  if (operator === 'Reciprocal' && form === 'deviation') return 'deviation';
  if (operator === 'Softmax' && form === 'scores') return 'attention weights';
  if (operator === 'ReduceMean')
    return form === 'square' || form === 'centred' ? 'mean square' : form === 'plain' ? 'mean' : undefined;
  return undefined;
}

/** What a number added makes of a form. */
export function plusNumber(form: Form): Form {
  if (form === 'erf') return 'erf plus one';
  return form === 'tanh' ? 'tanh plus one' : form;
}

/** A power with a number as its exponent. */
export function raised(form: Form, exponent: number | undefined): Form | undefined {
  if (exponent === 2) return form === 'plain' ? 'square' : form === 'centred' ? 'centred' : undefined;
  return exponent === 3 && form === 'plain' ? 'cube' : undefined;
}

/** What an operator makes of two forms of the same sums; undefined when it is no step of an activation or a norm. */
export function joined(operator: string, left: Form, right: Form): Form | undefined {
  const both = (one: Form, other: Form): boolean =>
    (left === one && right === other) || (left === other && right === one);
  switch (operator) {
    case 'Mul':
      if (both('plain', 'erf plus one') || both('plain', 'tanh plus one')) return 'gelu';
      if (both('plain', 'sigmoid')) return 'silu';
      if (both('plain', 'plain')) return 'square';
      if (both('plain', 'square')) return 'cube';
      if (both('plain', 'deviation') || both('centred', 'deviation')) return 'normed';
      return both('centred', 'centred') ? 'centred' : undefined;
    case 'Add':
      return both('plain', 'cube') ? 'plain' : undefined;
    case 'Sub':
      return left === 'plain' && right === 'mean' ? 'centred' : undefined;
    case 'Div':
      return (left === 'centred' || left === 'plain') && right === 'deviation' ? 'normed' : undefined;
    default:
      return undefined;
  }
}
