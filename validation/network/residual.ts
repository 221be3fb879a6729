import { activationFunctions } from './activations.js';
import { unitsOf } from './dense.js';
import { residualOnCore } from '../core/composed.js';
import type { LayerPass, NumericLayer } from './layer.js';

/**
 * A layer with an identity around it: x + layer(x), or x + B layer(x) with weights B of variance 1 over their number, which lead back to
 * as many numbers. Where the layer makes the query alone, the first position, the identity hands on no other. The parameters are the
 * layer's, then B [features that come in][features that the layer makes].
 * @param hasValues whether there are such weights where the layer hands on as many numbers as it takes, too.
 */
export function residual(layer: NumericLayer, hasValues: boolean): NumericLayer {
  const { input, output } = layer;
  const leadsBack = hasValues || output.features !== input.features;
  const back = leadsBack ? unitsOf(output, input.features, { phi: activationFunctions.linear, factor: 1 }) : undefined;
  return {
    ...layer,
    output: { positions: output.positions, features: input.features },
    parameters: layer.parameters + (back?.parameters ?? 0),
    on: (samples) => withIdentity(back ? inSequence(layer, back, samples) : layer.on(samples), layer, samples),
    onCore: layer.onCore && residualOnCore(layer.onCore, layer.parameters, output.positions, back?.onCore),
  };
}

/** A layer and another behind it. */
function inSequence(first: NumericLayer, second: NumericLayer, samples: number): LayerPass {
  const [one, two] = [first.on(samples), second.on(samples)];
  const between = new Float64Array(one.output.length);
  const split = (all: Float64Array): [Float64Array, Float64Array] => [
    all.subarray(0, first.parameters),
    all.subarray(first.parameters),
  ];
  return {
    output: two.output,
    forward(parameters, input) {
      const [own, others] = split(parameters);
      one.forward(own, input);
      two.forward(others, one.output);
    },
    backward(parameters, input, toOutput, toParameters, toInput) {
      const [own, others] = split(parameters);
      const [toOwn, toOthers] = split(toParameters);
      two.backward(others, one.output, toOutput, toOthers, between);
      one.backward(own, input, between, toOwn, toInput);
    },
  };
}

/** @param layer whose shapes say which positions of the input come out again: as many of the first as it makes. */
function withIdentity(inner: LayerPass, { input: shape, output: made }: NumericLayer, samples: number): LayerPass {
  const [before, after] = [shape.positions * shape.features, made.positions * shape.features];
  const output = new Float64Array(inner.output.length);
  return {
    output,
    forward(parameters, input) {
      inner.forward(parameters, input);
      for (let sample = 0; sample < samples; sample++) {
        for (let k = 0; k < after; k++) {
          const at = sample * after + k;
          output[at] = (input[sample * before + k] as number) + (inner.output[at] as number);
        }
      }
    },
    backward(parameters, input, toOutput, toParameters, toInput) {
      inner.backward(parameters, input, toOutput, toParameters, toInput);
      if (!toInput) return;
      for (let sample = 0; sample < samples; sample++) {
        for (let k = 0; k < after; k++) {
          const at = sample * before + k;
          toInput[at] = (toInput[at] as number) + (toOutput[sample * after + k] as number);
        }
      }
    },
  };
}
