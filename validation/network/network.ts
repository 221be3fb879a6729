import type { PlannedNetwork } from '../plan.js';
import { attention } from './attention.js';
import { convolution } from './convolution.js';
import { dense } from './dense.js';
import { inputShape } from './input.js';
import type { NumericLayer, PlannedLayer, Shape } from './layer.js';
import { wholeSize } from './layer.js';
import { readout } from './readout.js';
import { residual } from './residual.js';

interface NumericKind {
  make(layer: PlannedLayer, input: Shape): NumericLayer;
  /** The size that chi is in mean-field scaling. */
  readonly readoutSize: string;
}

/** Every kind of layer in numbers, by the language's keyword. A new kind is a new file and a line here. */
const kinds: ReadonlyMap<string, NumericKind> = new Map([
  ['dense', { make: dense, readoutSize: 'width' }],
  ['conv', { make: convolution, readoutSize: 'channels' }],
  ['attention', { make: attention, readoutSize: 'heads' }],
]);

/** A network in numbers, its widths rounded to whole numbers: parameters of unit variance in, one number a sample out. */
export interface NumericNetwork {
  readonly input: Shape;
  /** Hidden layers and the readout, in the order of their parameters. */
  readonly layers: readonly NumericLayer[];
  /** The number of parameters, the readout's (the last ones) included. */
  readonly parameters: number;
  /** Memory for passes over a batch of this many samples. */
  on(samples: number): NetworkPass;
}

/** Forward and backward over a batch of inputs [samples][positions][features]. */
export interface NetworkPass {
  /** The network's outputs, one a sample, after `forward`; overwritten by the next. */
  readonly output: Float64Array;
  /** What each layer made, the readout last. */
  readonly outputs: readonly Float64Array[];
  forward(parameters: Float64Array, input: Float64Array): void;
  /**
   * The exact gradient, right after `forward` of the same parameters and input.
   * @param toOutput derivatives of a function by the outputs, one a sample.
   * @param toParameters overwritten with its derivatives by the parameters.
   */
  backward(parameters: Float64Array, input: Float64Array, toOutput: Float64Array, toParameters: Float64Array): void;
}

/**
 * The network of a planned point in numbers.
 * @throws RangeError for a kind of layer that is not known here, a missing size, or a residual layer that changes the width.
 */
export function numericNetwork({ input, layers: planned, output }: PlannedNetwork): NumericNetwork {
  const layers: NumericLayer[] = [];
  let shape = inputShape(input);
  for (const layer of planned) {
    const plain = kindOf(layer).make(layer, shape);
    const made = layer.residual ? residual(plain) : plain;
    layers.push(made);
    shape = made.output;
  }
  const last = planned.at(-1);
  const chi = last && output.scaling === 'meanfield' ? wholeSize(last, kindOf(last).readoutSize) : 1;
  layers.push(readout(output.kind, shape, chi));
  const parameters = layers.reduce((sum, layer) => sum + layer.parameters, 0);
  return { input: inputShape(input), layers, parameters, on: (samples) => networkPass(layers, samples) };
}

function kindOf({ kind }: PlannedLayer): NumericKind {
  const known = kinds.get(kind);
  if (!known) throw new RangeError(`no layer ${kind} is known in numbers`);
  return known;
}

function networkPass(layers: readonly NumericLayer[], samples: number): NetworkPass {
  let from = 0;
  const steps = layers.map((layer, index) => {
    const pass = layer.on(samples);
    const toOutput = new Float64Array(index < layers.length - 1 ? pass.output.length : 0);
    const step = { pass, from, to: from + layer.parameters, toOutput };
    from = step.to;
    return step;
  });
  const outputs = steps.map(({ pass }) => pass.output);
  return {
    outputs,
    output: outputs.at(-1) ?? new Float64Array(0),
    forward(parameters, input) {
      let values = input;
      for (const { pass, from, to } of steps) {
        pass.forward(parameters.subarray(from, to), values);
        values = pass.output;
      }
    },
    backward(parameters, input, toOutput, toParameters) {
      toParameters.fill(0);
      for (const [index, { pass, from, to, toOutput: hidden }] of [...steps.entries()].reverse()) {
        const before = steps[index - 1];
        pass.backward(
          parameters.subarray(from, to),
          before ? before.pass.output : input,
          index === steps.length - 1 ? toOutput : hidden,
          toParameters.subarray(from, to),
          before?.toOutput,
        );
      }
    },
  };
}
