import type { Attribute, Node, OnnxModel, Tensor } from '../onnx/model.js';
import type { TorchModule } from './checkpoint.js';
import { operatorOfModule } from './operators.js';

/** Modules that hand on what they get. */
const withoutEffect = new Set(
  'Identity Dropout Dropout1d Dropout2d AlphaDropout Unflatten QuantStub DeQuantStub'.split(' '),
);

/** The settings of modules that the operators of ONNX call otherwise. */
const settingNames: Readonly<Record<string, string>> = { negative_slope: 'alpha', min_val: 'min', max_val: 'max' };

/** The modules of a Sequential as a computation, one after the other. */
export function graphOfSequence(modules: readonly TorchModule[]): OnnxModel {
  const tensors = new Map<string, Tensor>();
  let value = 'input';
  const nodes = modules.map((module, index): Node => {
    const output = `value ${index}`;
    const { operator, inputs, attributes } = stepOf(module, value, tensors);
    value = output;
    return { name: `/${module.name}/${operator}`, operator, domain: '', inputs, outputs: [output], attributes };
  });
  return {
    producer: '',
    graph: '',
    nodes,
    tensors,
    inputs: [{ name: 'input', shape: inputShape(modules) }],
    outputs: [{ name: value, shape: [] }],
  };
}

/** How many sides the data have, from what is done with them first. */
function inputShape(modules: readonly TorchModule[]): readonly undefined[] {
  const first = modules.find(({ type }) => type === 'Linear' || /^Conv\dd$/.test(type));
  const dimensions = Number(/^Conv(\d)d$/.exec(first?.type ?? '')?.[1] ?? 0);
  return new Array<undefined>(2 + dimensions).fill(undefined);
}

function stepOf(
  { name, type, shapes, settings }: TorchModule,
  value: string,
  tensors: Map<string, Tensor>,
): Pick<Node, 'operator' | 'inputs' | 'attributes'> {
  const attributes = new Map<string, Attribute>();
  const weight = shapes['weight'] ?? undefined;
  const weightName = `${name}.weight`;
  if (weight) tensors.set(weightName, { name: weightName, shape: weight });
  const step = (
    operator: string,
    inputs: readonly string[] = [value],
  ): Pick<Node, 'operator' | 'inputs' | 'attributes'> => ({
    operator,
    inputs,
    attributes,
  });
  const setting = (from: string, to: string = from): void => {
    const given = settings[from];
    if (typeof given === 'number') attributes.set(to, given);
    else if (Array.isArray(given) && given.every((one) => typeof one === 'number'))
      attributes.set(to, given as number[]);
  };
  if (type === 'Linear' && weight) {
    attributes.set('transB', 1);
    return step('Gemm', [value, weightName]);
  }
  if (/^Conv\dd$/.test(type) && weight) {
    setting('stride', 'strides');
    setting('dilation', 'dilations');
    setting('groups', 'group');
    if (settings['padding'] === 'same') attributes.set('auto_pad', 'SAME_UPPER');
    else setting('padding', 'pads');
    return step('Conv', [value, weightName]);
  }
  if (type === 'Embedding' && weight) return step('Gather', [weightName, value]);
  if (type === 'LayerNorm' || type === 'RMSNorm') return step('LayerNormalization', [value, weightName]);
  if (/^BatchNorm\dd$/.test(type)) return step('BatchNormalization', [value, weightName]);
  if (type === 'Flatten') return step('Flatten');
  if (type === 'Softmax' || type === 'LogSoftmax') return step(type);
  if (type === 'PReLU') attributes.set('alpha', 0.25);
  if (
    type === 'Hardtanh' ||
    type === 'Threshold' ||
    type === 'Softshrink' ||
    type === 'Hardshrink' ||
    type === 'Hardsigmoid'
  )
    return bounded(type, settings, attributes, value);
  for (const [from, to] of Object.entries({ alpha: 'alpha', beta: 'beta', ...settingNames })) setting(from, to);
  if (withoutEffect.has(type)) return step('Identity');
  if (operatorOfModule[type] !== undefined) return step(type === 'PReLU' ? 'LeakyRelu' : operatorOfModule[type]);
  setting('hidden_size');
  // What is no layer of the language still has weights, which are counted.
  const weights = Object.entries(shapes).flatMap(([role, shape]) => {
    if (!shape || shape.length < 2) return [];
    const full = `${name}.${role}`;
    tensors.set(full, { name: full, shape });
    return [full];
  });
  return step(type, [value, ...weights]);
}

function bounded(
  type: string,
  settings: TorchModule['settings'],
  attributes: Map<string, Attribute>,
  value: string,
): Pick<Node, 'operator' | 'inputs' | 'attributes'> {
  const number = (name: string, otherwise: number): number => {
    const given = settings[name];
    return typeof given === 'number' ? given : otherwise;
  };
  const [lambd] = [number('lambd', 0.5)];
  const given: Readonly<Record<string, readonly [operator: string, settings: Readonly<Record<string, number>>]>> = {
    Hardtanh: ['Clip', { min: number('min_val', -1), max: number('max_val', 1) }],
    Threshold: ['Threshold', { threshold: number('threshold', 0), value: number('value', 0) }],
    Softshrink: ['Shrink', { lambd, bias: lambd }],
    Hardshrink: ['Shrink', { lambd, bias: 0 }],
    Hardsigmoid: ['HardSigmoid', { alpha: 1 / 6, beta: 0.5 }],
  };
  const [operator, own] = given[type] ?? [type, {}];
  for (const [name, one] of Object.entries(own)) attributes.set(name, one);
  return { operator, inputs: [value], attributes };
}
