import type { LayerPass, NumericLayer } from './layer.js';

/**
 * A layer with an identity around it: x + layer(x).
 * @throws RangeError when the layer does not hand on as many numbers as it takes.
 */
export function residual(layer: NumericLayer): NumericLayer {
  const { input, output } = layer;
  if (input.positions !== output.positions || input.features !== output.features) {
    throw new RangeError(`an identity cannot skip a layer that makes ${output.features} features of ${input.features}`);
  }
  return { ...layer, on: (samples) => withIdentity(layer.on(samples)) };
}

function withIdentity(inner: LayerPass): LayerPass {
  const output = new Float64Array(inner.output.length);
  return {
    output,
    forward(parameters, input) {
      inner.forward(parameters, input);
      for (let index = 0; index < output.length; index++) {
        output[index] = (input[index] as number) + (inner.output[index] as number);
      }
    },
    backward(parameters, input, toOutput, toParameters, toInput) {
      inner.backward(parameters, input, toOutput, toParameters, toInput);
      if (!toInput) return;
      for (let index = 0; index < toInput.length; index++) {
        toInput[index] = (toInput[index] as number) + (toOutput[index] as number);
      }
    },
  };
}
