import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { NumericLayer } from '../network/layer.js';

/** Of each input of the group that is passed on: the point that its line goes through. Inputs of one point meet the same experts. */
export interface RoutingContext {
  bases: Int32Array;
}

/**
 * Experts side by side, of which each position of each point sees `active`, drawn at random; the others are 0 there, and what is active is multiplied by the root of X/A. As in a
 * network that is trained (network/experts.ts), but the routing stays while an input moves along its line, as the rule for experts has it: it does not
 * look at the target.
 */
export function routedByBase(
  units: NumericLayer,
  { experts, active, seed }: Omit<Routing, 'positions'>,
  context: RoutingContext,
): NumericLayer {
  const { positions, features } = units.output;
  const width = features / experts;
  const scale = Math.sqrt(experts / active);
  const byBase = new Map<number, Uint8Array>();
  const routeAt = (base: number): Uint8Array => {
    const known = byBase.get(base);
    if (known) return known;
    const made = routeOf(base, { positions, experts, active, seed });
    byBase.set(base, made);
    return made;
  };
  return {
    ...units,
    on(samples) {
      const inner = units.on(samples);
      const output = new Float64Array(inner.output.length);
      return {
        output,
        forward(parameters, input) {
          inner.forward(parameters, input);
          for (let sample = 0; sample < samples; sample++) {
            const route = routeAt(context.bases[sample] as number);
            for (let at = 0; at < positions * features; at++) {
              const isSeen = route[Math.floor(at / features) * experts + Math.floor((at % features) / width)] === 1;
              const index = sample * positions * features + at;
              output[index] = isSeen ? scale * (inner.output[index] as number) : 0;
            }
          }
        },
        backward() {
          throw new RangeError('networks that are drawn have no gradient');
        },
      };
    },
  };
}

interface Routing {
  readonly positions: number;
  readonly experts: number;
  readonly active: number;
  readonly seed: number;
}

function routeOf(base: number, { positions, experts, active, seed }: Routing): Uint8Array {
  const random = xoroshiro128plus(seed * 1000003 + base);
  const route = new Uint8Array(positions * experts);
  for (let position = 0; position < positions; position++) {
    const order = Array.from({ length: experts }, (_, expert) => ({ expert, rank: uniformFloat64(random) })).sort(
      (one, other) => one.rank - other.rank,
    );
    for (const { expert } of order.slice(0, active)) route[position * experts + expert] = 1;
  }
  return route;
}
