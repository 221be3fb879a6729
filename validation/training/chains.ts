import type { GaussianSource } from '../network/random.js';
import { fillGaussian, gaussianSource } from '../network/random.js';
import type { LangevinMethod, LayerStart, PlannedPoint } from '../plan.js';
import { Langevin } from './langevin.js';
import type { ChainRecords, Start } from './point.js';
import type { Posterior } from './posterior.js';
import { posteriorOf } from './posterior.js';
import { moveOnto } from './starts.js';
import { unitsTurned } from './units.js';

/** A planned point with all that chains need. */
export type ChainPoint = PlannedPoint & Required<Pick<PlannedPoint, 'sampling'>>;

/** True for a point of a plan of chains. */
export const hasSampling = (planned: PlannedPoint): planned is ChainPoint => planned.sampling !== undefined;

/**
 * Runs the chains of one point, one after the other.
 * @param told awaited after every draw with the share of the work that is done; whatever it throws ends the run.
 * @throws RangeError for a network or target that is not known in numbers.
 */
export async function runChains(
  planned: ChainPoint,
  method: LangevinMethod,
  told: (share: number) => Promise<void> | void,
): Promise<ChainRecords> {
  const posterior = posteriorOf(planned, method);
  const starts: Start[] = [
    ...Array<Start>(method.chains.prior).fill('prior'),
    ...Array<Start>(method.chains.informed).fill('informed'),
  ];
  const draws: (number | null)[][] = [];
  const temperatures: (number | null)[][] = [];
  const weights: Float64Array[] = [];
  for (const [index, start] of starts.entries()) {
    const normal = gaussianSource(planned.seed * 8191 + index * 131 + planned.sampling.samples);
    const place = startingPlace(posterior, start === 'informed' ? planned.informed : undefined, normal);
    const { step, steps } = planned.sampling;
    const chain = new Langevin(posterior, place, { step, friction: method.friction, normal });
    const [seen, heat]: (number | null)[][] = [[], []];
    let done = 0;
    for (let draw = 0; draw < method.draws; draw++) {
      const until = Math.floor((steps * (draw + 1)) / method.draws);
      const alignment = seen?.at(-1) === null ? Number.NaN : (chain.advance(until - done), posterior.alignment(place));
      done = until;
      seen?.push(Number.isFinite(alignment) ? alignment : null);
      heat?.push(Number.isFinite(alignment) ? chain.temperature() : null);
      await told((index + (draw + 1) / method.draws) / starts.length);
    }
    draws.push(seen ?? []);
    temperatures.push(heat ?? []);
    weights.push(place);
  }
  const units = unitsTurned(planned.network, weights);
  return { starts, draws, temperatures, ...(units === undefined ? {} : { units }) };
}

/** Weights from the prior, moved onto a pattern when one is given. */
export function startingPlace(
  posterior: Pick<Posterior, 'network' | 'fresh' | 'dimension'>,
  pattern: readonly LayerStart[] | undefined,
  normal: GaussianSource,
): Float64Array {
  const place = fillGaussian(new Float64Array(posterior.dimension), normal);
  if (pattern) moveOnto(pattern, place, posterior, normal);
  return place;
}
