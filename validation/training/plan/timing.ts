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

/** What one chain does on a data set. */
interface ChainWork {
  readonly samples: number;
  readonly steps: number;
  readonly draws: number;
}

/** The seconds of one chain at a size, which is timed once, at the first number of samples: gradients take as long as they have samples. */
export function chainSeconds(
  time: TimeChains,
): (size: number, work: ChainWork, method: Parameters<TimeChains>[1], pointOf: () => PosteriorPoint) => number {
  const timed = new Map<number, ChainTiming & { readonly samples: number }>();
  return (size, { samples, steps, draws }, method, pointOf) => {
    const at = timed.get(size) ?? { ...time(pointOf(), method), samples };
    timed.set(size, at);
    return steps * at.gradient * (samples / at.samples) + draws * at.look;
  };
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
  const secondsOf = chainSeconds(time);
  return ({ network, study, value }, { samples, ridge }, { duration, draws, doublings, chains }) => {
    const readout = readoutOf(network);
    const steps = Math.max(
      draws,
      (duration * Math.sqrt(1 + (curvature * samples) / ridge)) / stepTimesFrequency[readout],
    );
    const each = secondsOf(value, { samples, steps, draws }, { readout, freshInputs }, () => ({
      ...numericAt({ network: study.network, target: study.target }, study.reference),
      seed: 1,
      sampling: { samples, ridge },
    }));
    return chains * 2 ** doublings * rounded(each);
  };
}

const rounded = (seconds: number): number => rounding ** Math.round(Math.log(seconds) / Math.log(rounding));
