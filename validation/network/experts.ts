import type { LayerPass, NumericLayer } from './layer.js';

/**
 * A mixture of experts: units of equal experts side by side, of which each position of each input sees `active` ones, the others being 0.
 *
 * The routing is random and stays: it is a hash of the numbers that come in, in single precision, so that the same input meets the same
 * experts in every engine. What is
 * active is multiplied by the root of X/A, with which readout weights of variance 1/(X N) are those of A N units (theory, "Mixture of experts").
 * @param units the units of all experts, expert by expert.
 * @param experts X, a whole number.
 * @param active A, at most X.
 */
export function routed(units: NumericLayer, experts: number, active: number): NumericLayer {
  if (active >= experts) return units;
  return { ...units, on: (samples) => withRouting(units.on(samples), units, experts, active) };
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
  const key = words.reduce((hash, word) => mixed(hash ^ word), 0);
  const order = Array.from(mask, (_, expert) => ({ expert, rank: mixed(key ^ mixed(expert + 1)) })).sort(
    (one, other) => one.rank - other.rank,
  );
  mask.fill(0);
  for (const { expert } of order.slice(0, active)) mask[expert] = 1;
}

/** A permutation of 32 bits (lowbias32 by Chris Wellons). */
function mixed(x: number): number {
  let bits = x >>> 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x7feb352d) >>> 0;
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b) >>> 0;
  return (bits ^ (bits >>> 16)) >>> 0;
}
