import { matrixAt, multiplyGroups, PackedMatrix, ProductSums, transposed } from './matrix.js';
import type { OnCore } from './pass.js';
import { batchLike } from './pass.js';

/**
 * Units that act alike on every position.
 * @param activation its number in the core.
 * @param scale what the products of weights and values are multiplied with.
 */
export const unitsOnCore =
  (activation: number, units: number, features: number, scale: number): OnCore =>
  ({ core, input, learns }) => {
    const output = batchLike(core, input, units);
    // Where nothing learns, each group's slopes overwrite those of the one before.
    const slopes = learns ? batchLike(core, input, units) : { at: core.allocate(output.stride), stride: 0 };
    const toOutput = learns ? batchLike(core, input, units) : undefined;
    const forward = new PackedMatrix(core, units, features);
    const backward = new PackedMatrix(core, features, units);
    const sums = new ProductSums(core, units, features);
    return {
      output,
      toOutput,
      forward(weights) {
        forward.load(matrixAt(weights, units, features), scale);
        core.kernels.unitsForward(
          ...[activation, output.at, output.stride, slopes.at, slopes.stride, input.at, input.stride],
          ...[forward.at, forward.blocks, features, input.count],
        );
      },
      backward(weights, toWeights, toInput) {
        if (!toOutput) return;
        multiplyGroups(core, toOutput, { ...output, ...slopes });
        sums.addTo(toWeights, toOutput, input, scale);
        if (!toInput) return;
        backward.load(transposed(matrixAt(weights, units, features)), scale);
        backward.product(toInput, toOutput);
      },
    };
  };
