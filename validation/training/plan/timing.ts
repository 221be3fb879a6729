import { gaussianSource } from '../../network/random.js';
import type { LangevinMethod } from '../../plan.js';
import { numericAt } from '../../plan.js';
import { startingPosition } from '../sample/chains.js';
import type { PosteriorPoint } from '../sample/posterior.js';
import { chainPosterior } from '../sample/chain-posterior.js';
import { stepTimesFrequency } from '../sample/stiffness.js';
import type { CostOfPoint } from './afford.js';
import { readoutOf } from './operations.js';

/** What a chain does, timed on one core of this machine, in seconds. */
export interface ChainTiming {
  /** A step: one gradient. */
  readonly gradient: number;
  /** A look at the alignment on the fresh inputs. */
  readonly look: number;
}

/** Times the chains of a point. */
export type TimeChains = (
  point: PosteriorPoint,
  method: Pick<LangevinMethod, 'readout' | 'freshInputs'>,
) => ChainTiming;

/** So long one kind of work is timed at most, in milliseconds, and so often at least: other programs slow single ones down, so the quickest counts. */
const probe = 60;
const [fewest, most] = [2, 12];

/** Times a gradient and a look of the embedded engine. */
export const timedChains: TimeChains = (point, method) => {
  const posterior = chainPosterior(point, method);
  const position = startingPosition(posterior, undefined, gaussianSource(1));
  const slope = new Float64Array(position.length);
  // The first ones run before they are compiled.
  posterior.gradient(position, slope);
  const timing = {
    gradient: quickest(() => posterior.gradient(position, slope)),
    look: quickest(() => void posterior.alignment(position)),
  };
  posterior.close();
  return timing;
};

function quickest(work: () => void): number {
  const begun = performance.now();
  let least = Infinity;
  for (let done = 0; done < fewest || (done < most && performance.now() - begun < probe); done++) {
    const from = performance.now();
    work();
    least = Math.min(least, performance.now() - from);
  }
  return least / 1000;
}

/** A machine's speed is rounded to this factor: what else it does should not change a plan. */
const rounding = 2 ** 0.25;

/** Curvatures between 0.1 and 2.5 P / kappa were seen, the large ones where much is learned. */
const curvature = 1.2;

/**
 * What points cost at the rate that is timed here, each size once: gradients take as long as they have samples.
 * @param freshInputs on which the chains look.
 */
export function timedCost(freshInputs: number, time: TimeChains): CostOfPoint {
  const timed = new Map<number, ChainTiming & { readonly samples: number }>();
  return ({ network, study, value }, { samples, ridge }, { duration, draws, doublings, chains }) => {
    const readout = readoutOf(network);
    const planned = { network: study.network, target: study.target };
    const at = timed.get(value) ?? {
      ...time(
        { ...numericAt(planned, study.reference), seed: 1, sampling: { samples, ridge } },
        { readout, freshInputs },
      ),
      samples,
    };
    timed.set(value, at);
    const steps = Math.max(
      draws,
      (duration * Math.sqrt(1 + (curvature * samples) / ridge)) / stepTimesFrequency[readout],
    );
    const each = steps * at.gradient * (samples / at.samples) + draws * at.look;
    return chains * 2 ** doublings * rounded(each);
  };
}

const rounded = (seconds: number): number => rounding ** Math.round(Math.log(seconds) / Math.log(rounding));
