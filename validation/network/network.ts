import type { PlannedNetwork } from '../plan.js';
import { inputShape } from './input.js';
import { numericKindOf } from './kinds.js';
import type { NumericLayer, Shape } from './layer.js';
import type { Readout } from './readout.js';
import { readout } from './readout.js';
import { residual } from './residual.js';
import { readoutDivisor } from './units.js';

/** A network in numbers, its widths rounded to whole numbers: parameters of unit variance in, one number a sample out. */
export interface NumericNetwork {
  readonly input: Shape;
  /** Hidden layers and the readout, in the order of their parameters. */
  readonly layers: readonly NumericLayer[];
  /** The number of parameters, the readout's (the last ones) included. */
  readonly parameters: number;
  /** The last of the layers. */
  readonly readout: Readout;
  /** The layers before it, which make the features that it takes in. */
  readonly hidden: Stack;
  /** Memory for passes over a batch of this many samples. */
  on(samples: number): NetworkPass;
}

/** Layers one after the other. */
export interface Stack {
  readonly parameters: number;
  on(samples: number): NetworkPass;
}

/** Forward and backward over a batch of inputs [samples][positions][features]. */
export interface NetworkPass {
  /** What the last layer made, of a whole network one number a sample, after `forward`; overwritten by the next. */
  readonly output: Float64Array;
  /** What each layer made. */
  readonly outputs: readonly Float64Array[];
  forward(parameters: Float64Array, input: Float64Array): void;
  /**
   * The exact gradient, right after `forward` of the same parameters and input.
   * @param toOutput derivatives of a function by the output.
   * @param toParameters overwritten with its derivatives by the parameters.
   */
  backward(parameters: Float64Array, input: Float64Array, toOutput: Float64Array, toParameters: Float64Array): void;
}

/**
 * The network of a planned point in numbers.
 * @throws RangeError for a kind of layer that is not known here, a missing size, or experts behind layers that learn.
 */
export function numericNetwork({ input, layers: planned, output }: PlannedNetwork): NumericNetwork {
  const layers: NumericLayer[] = [];
  let shape = inputShape(input);
  const lastAttention = planned.findLastIndex(({ kind }) => kind === 'attention');
  for (const [index, layer] of planned.entries()) {
    if (layer.sizes['experts'] !== undefined && layers.some(({ parameters }) => parameters > 0)) {
      throw new RangeError(
        `the experts of ${layer.name} are routed by what comes in, which moves as the layers before learn`,
      );
    }
    const kind = numericKindOf(layer);
    const plain = kind.make(layer, shape, { everyToken: index < lastAttention });
    const made = layer.residual ? residual(plain, kind.hasValues === true) : plain;
    layers.push(made);
    shape = made.output;
  }
  const units = planned.flatMap((layer) => numericKindOf(layer).units?.(layer) ?? []);
  const last = readout(output.kind, shape, readoutDivisor(output, units.at(-1) ?? 1));
  return {
    input: inputShape(input),
    layers: [...layers, last],
    readout: last,
    hidden: stackOf(layers),
    ...stackOf([...layers, last]),
  };
}

const stackOf = (layers: readonly NumericLayer[]): Stack => ({
  parameters: layers.reduce((sum, layer) => sum + layer.parameters, 0),
  on: (samples) => networkPass(layers, samples),
});

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
