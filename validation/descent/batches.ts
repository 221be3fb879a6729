import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformInt } from 'pure-rand/distribution/uniformInt';

/**
 * The samples of each step, without end: every epoch in another random order, without the rest that fills no batch (as PyTorch's DataLoader
 * with `shuffle` and `drop_last`).
 * @param samples how many there are, at least `batch`.
 * @param seed the same for the same order.
 */
export function* shuffledBatches(samples: number, batch: number, seed: number): Generator<Uint32Array, never> {
  const random = xoroshiro128plus(seed);
  const order = Uint32Array.from({ length: samples }, (_, index) => index);
  for (;;) {
    for (let last = samples - 1; last > 0; last--) {
      const other = uniformInt(random, 0, last);
      [order[last], order[other]] = [order[other] as number, order[last] as number];
    }
    for (let from = 0; from + batch <= samples; from += batch) yield order.subarray(from, from + batch);
  }
}
