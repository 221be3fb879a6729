import { routedOnCore } from '../core/composed.js';
import type { LayerPass, NumericLayer } from './layer.js';
import { hashed } from './random.js';

/**
 * A mixture of experts: units of equal experts side by side, of which each position of each input sees `active` ones, the others being 0.
 *
 * The routing is random and stays: it is a hash of the numbers that come in, in single precision, so that the same input meets the same
 * experts in every engine. What is active is multiplied by the root of X/A, with which readout weights of variance 1/(X N) are those of A N
 * units (theory, "Mixture of experts").
 * @param units the units of all experts, expert by expert.
 * @param experts X, a whole number.
 * @param active A, at most X.
 */
export function routed(units: NumericLayer, experts: number, active: number): NumericLayer {
  if (active >= experts) return units;
  const width = units.output.features / experts;
  const scale = Math.sqrt(experts / active);
  return {
    ...units,
    on: (samples) => withRouting(units.on(samples), units, experts, active),
    onCore:
      units.onCore &&
      routedOnCore(units.onCore, (values) => {
        const mask = new Float64Array(experts);
        route(values, active, mask);
        return Float64Array.from(
          { length: units.output.features },
          (_, unit) => scale * (mask[Math.floor(unit / width)] as number),
        );
      }),
  };
}

function withRouting(
  inner: LayerPass,
  { input, output: { features } }: NumericLayer,
  experts: number,
  active: number,
): LayerPass {
  const output = new Float64Array(inner.output.length);
  const toInner = new Float64Array(output.length);
  const rows = output.length / features;
  const seen = Array.from({ length: rows }, () => new Float64Array(experts));
  const width = features / experts;
  const scale = Math.sqrt(experts / active);
  const masked = (into: Float64Array, from: Float64Array): void => {
    for (let index = 0; index < into.length; index++) {
      const expert = Math.floor((index % features) / width);
      into[index] = scale * (from[index] as number) * (seen[Math.floor(index / features)]?.[expert] as number);
    }
  };
  return {
    output,
    forward(parameters, values) {
      inner.forward(parameters, values);
      for (const [row, mask] of seen.entries()) {
        route(values.subarray(row * input.features, (row + 1) * input.features), active, mask);
      }
      masked(output, inner.output);
    },
    backward(parameters, values, toOutput, toParameters, toInput) {
      masked(toInner, toOutput);
      inner.backward(parameters, values, toInner, toParameters, toInput);
    },
  };
}

/** Sets 1 for the experts that an input sees and 0 for all others. */
function route(values: Float64Array, active: number, mask: Float64Array): void {
  const words = new Uint32Array(Float32Array.from(values).buffer);
  const key = words.reduce((hash, word) => hashed(hash ^ word), 0);
  const order = Array.from(mask, (_, expert) => ({ expert, rank: hashed(key ^ hashed(expert + 1)) })).sort(
    (one, other) => one.rank - other.rank,
  );
  mask.fill(0);
  for (const { expert } of order.slice(0, active)) mask[expert] = 1;
}
