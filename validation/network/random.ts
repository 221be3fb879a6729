import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Draws standard Gaussian numbers. */
export type GaussianSource = () => number;

/**
 * A stream of independent standard Gaussian numbers, the same for the same seed.
 *
 * Source: Marsaglia's polar method, SIAM Review 6 (1964) 260.
 */
export function gaussianSource(seed: number): GaussianSource {
  const random = xoroshiro128plus(seed);
  let kept: number | undefined;
  return () => {
    if (kept !== undefined) {
      const second = kept;
      kept = undefined;
      return second;
    }
    for (;;) {
      const u = 2 * uniformFloat64(random) - 1;
      const v = 2 * uniformFloat64(random) - 1;
      const square = u * u + v * v;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      kept = v * scale;
      return u * scale;
    }
  };
}

/** Fills an array with independent standard Gaussian numbers. */
export function fillGaussian(array: Float64Array, source: GaussianSource): Float64Array {
  for (let index = 0; index < array.length; index++) array[index] = source();
  return array;
}

/** A permutation of 32 bits (lowbias32 by Chris Wellons). */
export function hashed(x: number): number {
  let bits = x >>> 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x7feb352d) >>> 0;
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b) >>> 0;
  return (bits ^ (bits >>> 16)) >>> 0;
}
