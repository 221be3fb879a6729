import { normOnCore } from '../core/tokens.js';
import type { LayerPass, NumericKind, Shape } from './layer.js';

/** An RMS norm without gains: the values at each position over their root mean square (theory, "Norm layers"). It has no parameters. */
export const norm: NumericKind = {
  make: (_layer, shape) => ({
    input: shape,
    output: shape,
    parameters: 0,
    on: (samples) => normPass(samples * shape.positions, shape),
    onCore: normOnCore,
  }),
};

function normPass(rows: number, { features }: Shape): LayerPass {
  const output = new Float64Array(rows * features);
  const sizes = new Float64Array(rows);
  return {
    output,
    forward(_parameters, input) {
      for (let row = 0; row < rows; row++) {
        const values = input.subarray(row * features, (row + 1) * features);
        // An input of nothing but zeros stays as it is.
        const size = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / features) || 1;
        sizes[row] = size;
        output.set(
          values.map((value) => value / size),
          row * features,
        );
      }
    },
    backward(_parameters, _input, toOutput, _toParameters, toInput) {
      if (!toInput) return;
      for (let row = 0; row < rows; row++) {
        const start = row * features;
        let along = 0;
        for (let k = start; k < start + features; k++) along += (output[k] as number) * (toOutput[k] as number);
        along /= features;
        for (let k = start; k < start + features; k++) {
          toInput[k] = ((toOutput[k] as number) - (output[k] as number) * along) / (sizes[row] as number);
        }
      }
    },
  };
}
