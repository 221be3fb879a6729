import type { NumericLayer, Shape } from '../network/layer.js';
import { valuesIn } from '../network/layer.js';
import { inSequence } from './composed.js';
import type { Core } from './core.js';
import type { CorePass } from './pass.js';
import { inputBatch } from './pass.js';

/** True where the core knows every layer. */
export const isOnCore = (layers: readonly NumericLayer[]): boolean =>
  layers.length > 0 && layers.every(({ onCore }) => onCore !== undefined);

/**
 * Passes of layers one after the other in the core, whose weights stand one behind the other.
 * @param layers all known to the core, at least one.
 * @param inputs [samples][positions][features]
 * @param learns false where only `forward` is called.
 * @throws RangeError for a layer that the core does not know.
 */
export function stackOnCore(
  core: Core,
  layers: readonly NumericLayer[],
  inputs: Float64Array,
  shape: Shape,
  learns: boolean,
): CorePass {
  const samples = inputs.length / valuesIn(shape);
  let input = inputBatch(core, inputs, samples, shape);
  let constant: Float64Array | undefined = inputs;
  let from = 0;
  return inSequence(
    layers.map(({ onCore, on, parameters }) => {
      if (!onCore) throw new RangeError('a layer that the core does not know');
      const step = { pass: onCore({ core, input, constant, learns }), from };
      input = step.pass.output;
      constant = constant && parameters === 0 ? madeOf(on(samples), constant) : undefined;
      from += parameters;
      return step;
    }),
  );
}

/** What a layer without weights makes of an input. */
function madeOf(pass: ReturnType<NumericLayer['on']>, input: Float64Array): Float64Array {
  pass.forward(new Float64Array(0), input);
  return pass.output;
}
