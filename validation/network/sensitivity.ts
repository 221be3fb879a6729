import { valuesIn } from './layer.js';
import type { NumericNetwork } from './network.js';

/** E |grad_x f|^2 over inputs, the part along the target's directions and the part across. */
export interface Sensitivity {
  readonly along: number;
  readonly across: number;
}

/**
 * The gradient of a network's output by each of its inputs. The routing of experts counts as fixed.
 * @param parameters of unit variance, those of all layers.
 * @param inputs [samples][positions][features]
 * @returns [samples][positions][features]
 */
export function inputGradients(
  { layers }: NumericNetwork,
  parameters: Float64Array,
  inputs: Float64Array,
): Float64Array {
  const [first] = layers;
  if (!first) return new Float64Array(inputs.length);
  const samples = inputs.length / valuesIn(first.input);
  const slopes = new Float64Array(Math.max(...layers.map((layer) => layer.parameters)));
  let values = inputs;
  let from = 0;
  const steps = layers.map((layer) => {
    const own = parameters.subarray(from, (from += layer.parameters));
    const pass = layer.on(samples);
    const step = { layer, pass, own, input: values };
    pass.forward(own, values);
    values = pass.output;
    return step;
  });
  let toOutput = new Float64Array(values.length).fill(1);
  for (const { layer, pass, own, input } of steps.reverse()) {
    const toInput = new Float64Array(input.length);
    pass.backward(own, input, toOutput, slopes.subarray(0, layer.parameters), toInput);
    toOutput = toInput;
  }
  return toOutput;
}

/**
 * How much a network's output moves with its inputs: a small step delta in a random direction of unit variance moves it by delta S (theory,
 * "Robustness"; derived).
 * @param inputs fresh ones, [samples][positions][features]
 * @param directions how many of the first features are the target's directions; 0 where the target depends on all of them.
 */
export function sensitivity(
  network: NumericNetwork,
  parameters: Float64Array,
  inputs: Float64Array,
  directions: number,
): Sensitivity {
  const { features } = network.input;
  const samples = inputs.length / valuesIn(network.input);
  const squares = new Float64Array(features);
  for (const [index, slope] of inputGradients(network, parameters, inputs).entries())
    squares[index % features] = (squares[index % features] as number) + (slope * slope) / samples;
  return alongAndAcross(squares, directions);
}

/** Divides the mean squares of the slopes by each feature, summed over the positions. */
export function alongAndAcross(squares: Iterable<number>, directions: number): Sensitivity {
  let [along, across] = [0, 0];
  for (const [feature, square] of [...squares].entries()) {
    if (directions === 0 || feature < directions) along += square;
    else across += square;
  }
  return { along, across };
}
