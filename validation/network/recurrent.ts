import { activationFunction } from './activations.js';
import { unitsOf } from './dense.js';
import { unrolledOnCore } from '../core/composed.js';
import type { LayerPass, NumericKind, NumericLayer, PlannedLayer, Shape } from './layer.js';
import { integerSize, roundToInteger, valuesIn } from './layer.js';

/**
 * A recurrent layer of T steps: units that see what comes in, phi(W x / sqrt(fan-in)), and then T - 1 times the same units on
 * themselves, phi(V h / sqrt(N)) (theory, "Recurrent layers"). The parameters are W [units][features], then, for T > 1, V [units][units].
 */
function recurrentLayer(layer: PlannedLayer, input: Shape): NumericLayer {
  const activation = { phi: activationFunction(layer.activation), factor: 1 };
  const first = unitsOf(input, integerSize(layer, 'width'), activation);
  const again = roundToInteger(layer.sizes['steps'] ?? 1) - 1;
  if (again === 0) return first;
  const step = unitsOf(first.output, first.output.features, activation);
  return {
    input,
    output: first.output,
    parameters: first.parameters + step.parameters,
    // What takes in comes first.
    ...(first.units && { units: first.units }),
    on: (samples) => unrolled(first, step, samples, again),
    ...(first.onCore && step.onCore && { onCore: unrolledOnCore(first.parameters, first.onCore, step.onCore, again) }),
  };
}

/** A layer applied several times with the same weights. */
export const recurrent: NumericKind = {
  make: recurrentLayer,
  units: (layer) => integerSize(layer, 'width'),
};

function unrolled(first: NumericLayer, step: NumericLayer, samples: number, again: number): LayerPass {
  const entry = first.on(samples);
  const passes = Array.from({ length: again }, () => step.on(samples));
  const made = [entry, ...passes].map(({ output }) => output);
  const hidden = made.slice(1).map(() => new Float64Array(samples * valuesIn(step.input)));
  const split = (all: Float64Array): [Float64Array, Float64Array] => [
    all.subarray(0, first.parameters),
    all.subarray(first.parameters),
  ];
  return {
    output: made.at(-1) as Float64Array,
    forward(parameters, input) {
      const [own, tied] = split(parameters);
      entry.forward(own, input);
      for (const [index, pass] of passes.entries()) pass.forward(tied, made[index] as Float64Array);
    },
    backward(parameters, input, toOutput, toParameters, toInput) {
      const [own, tied] = split(parameters);
      const [toOwn, toTied] = split(toParameters);
      for (const [index, pass] of [...passes.entries()].reverse()) {
        const to = hidden[index + 1] ?? toOutput;
        pass.backward(tied, made[index] as Float64Array, to, toTied, hidden[index]);
      }
      entry.backward(own, input, hidden[0] as Float64Array, toOwn, toInput);
    },
  };
}
