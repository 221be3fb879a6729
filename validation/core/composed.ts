import type { CorePass, OnCore } from './pass.js';
import { batch, batchLike, copyGroups, fillGroups, firstPositions } from './pass.js';
import { multiplyGroups } from './matrix.js';

const bytesOfWeight = 8;

/** A pass, and how many weights stand before its own. */
interface Step {
  readonly pass: CorePass;
  readonly from: number;
}

/** Passes one after the other, at least one. */
export function inSequence(passes: readonly Step[]): CorePass {
  const last = (passes.at(-1) as Step).pass;
  return {
    output: last.output,
    toOutput: last.toOutput,
    forward(weights) {
      for (const { pass, from } of passes) pass.forward(weights + bytesOfWeight * from);
    },
    backward(weights, toWeights, toInput) {
      for (let index = passes.length - 1; index >= 0; index--) {
        const { pass, from } = passes[index] as Step;
        const before = index === 0 ? toInput : passes[index - 1]?.pass.toOutput;
        pass.backward(weights + bytesOfWeight * from, toWeights + bytesOfWeight * from, before);
      }
    },
  };
}

/** A layer and then another, so often with the same weights, which stand behind those of the first. */
export const unrolledOnCore =
  (parameters: number, first: OnCore, step: OnCore, again: number): OnCore =>
  (setting) => {
    const passes: Step[] = [{ pass: first(setting), from: 0 }];
    for (let done = 0; done < again; done++) {
      const input = (passes.at(-1) as Step).pass.output;
      passes.push({ pass: step({ ...setting, input, constant: undefined }), from: parameters });
    }
    return inSequence(passes);
  };

/**
 * A layer with an identity around it.
 * @param positions how many of the first ones come out again.
 * @param back the weights that lead back, behind the layer's.
 */
export const residualOnCore =
  (layer: OnCore, parameters: number, positions: number, back: OnCore | undefined): OnCore =>
  (setting) => {
    const { core, input, learns } = setting;
    const own = layer(setting);
    const inner = back
      ? inSequence([
          { pass: own, from: 0 },
          { pass: back({ ...setting, input: own.output, constant: undefined }), from: parameters },
        ])
      : own;
    const output = batchLike(core, inner.output, input.features);
    const toOutput = learns ? batchLike(core, inner.output, input.features) : undefined;
    const made = firstPositions(output, positions);
    return {
      output,
      toOutput,
      forward(weights) {
        inner.forward(weights);
        copyGroups(core, output, inner.output);
        for (const [index, from] of firstPositions(input, positions).entries())
          copyGroups(core, made[index] ?? output, from, { adds: true });
      },
      backward(weights, toWeights, toInput) {
        if (!toOutput || !inner.toOutput) return;
        copyGroups(core, inner.toOutput, toOutput);
        inner.backward(weights, toWeights, toInput);
        if (!toInput) return;
        const from = firstPositions(toOutput, positions);
        for (const [index, into] of firstPositions(toInput, positions).entries())
          copyGroups(core, into, from[index] ?? toOutput, { adds: true });
      },
    };
  };

/**
 * Units of which each input sees some. The inputs are the same for all weights, and so are those that they see.
 * @param factors what the units are multiplied by where such values come in.
 */
export const routedOnCore =
  (units: OnCore, factors: (values: Float64Array) => Float64Array): OnCore =>
  (setting) => {
    const { core, input, constant } = setting;
    if (!constant) throw new RangeError('experts are routed by inputs that stay');
    const inner = units(setting);
    const { output, toOutput } = inner;
    const { samples, positions, features } = output;
    const seen = batch(core, samples, positions, features);
    fillGroups(core, seen, (row) => factors(constant.subarray(row * input.features, (row + 1) * input.features)));
    return {
      output,
      toOutput,
      forward(weights) {
        inner.forward(weights);
        multiplyGroups(core, output, seen);
      },
      backward(weights, toWeights, toInput) {
        if (toOutput) multiplyGroups(core, toOutput, seen);
        inner.backward(weights, toWeights, toInput);
      },
    };
  };
