import type { NumericNetwork } from '../network/network.js';
import { gaussianSource } from '../network/random.js';
import type { LangevinMethod, LayerStart, PlannedNetwork, PlannedTarget } from '../plan.js';
import { startingPlace } from './chains.js';
import { operationsPerSample, readoutOf } from './operations.js';
import type { Curve } from './curve.js';
import { crossing } from './curve.js';
import { Langevin } from './langevin.js';
import { posteriorOf } from './posterior.js';
import { stepAt } from './steps.js';

/** A study at given sizes. */
export interface PilotStudy {
  readonly network: PlannedNetwork;
  readonly target: PlannedTarget;
  readonly ridge: number;
  readonly readout: LangevinMethod['readout'];
  readonly informed?: readonly LayerStart[];
  readonly threshold: number;
}

/** Time units of a pilot chain; the first half is left out. */
const duration = 14;
const freshInputs = 1024;
const draws = 20;
/** P* differs by a factor of 1.6 from data set to data set: of ten their mean is good to a seventh. */
const seeds = Array.from({ length: 10 }, (_, index) => 101 + index);
/** Steps of all chains at one number of samples, about. */
const stepsOfAll = 5000;
/** The share of a measurement's operations that they may take: where the pilot cannot go, the measurement cannot either. */
const share = 1 / 24;
/** The most all the same: a plan should not take minutes. */
const mostOperations = 6e10;

/**
 * The most samples that a pilot can afford.
 * @param operations what the measurement may take.
 */
export function mostPilotSamples(network: NumericNetwork, operations: number): number {
  return Math.min(share * operations, mostOperations) / (stepsOfAll * operationsPerSample(network, readoutOf(network)));
}

/**
 * Finds roughly the number of samples at which a study is learned, by short chains: where to measure, not a measurement.
 * @param from where to begin.
 * @param most no more samples are tried.
 * @param pause awaited between stretches of work; whatever it throws ends the search.
 * @returns P, or undefined when the alignment stays below the threshold.
 */
export async function roughSampleScale(
  study: PilotStudy,
  from: number,
  most: number,
  pause: () => Promise<void>,
): Promise<number | undefined> {
  const tried: { samples: number; alignment: number }[] = [];
  const alignmentAt = async (samples: number): Promise<number> => {
    const alignment = await shortChains(study, samples, pause);
    tried.push({ samples, alignment });
    return alignment;
  };
  let samples = Math.max(8, Math.round(from));
  if (samples > most) return undefined;
  let alignment = await alignmentAt(samples);
  while (alignment >= study.threshold && samples > 8) {
    samples = Math.max(8, Math.round(samples / 2));
    alignment = await alignmentAt(samples);
  }
  while (alignment < study.threshold) {
    samples *= 2;
    if (samples > most) return undefined;
    alignment = await alignmentAt(samples);
  }
  const curve: Curve = { size: 0, seed: 0, points: tried.sort((a, b) => a.samples - b.samples) };
  const found = crossing([curve], study.threshold);
  return typeof found === 'string' ? samples : found.samples;
}

/** The mean alignment of short chains, one a data set, from both starts in turn. */
async function shortChains(study: PilotStudy, samples: number, pause: () => Promise<void>): Promise<number> {
  let sum = 0;
  let count = 0;
  const step = await stepAt(study, { samples, ridge: study.ridge }, pause);
  for (const [index, seed] of seeds.entries()) {
    const sampling = { samples, ridge: study.ridge };
    const posterior = posteriorOf({ ...study, seed, sampling }, { freshInputs, readout: study.readout });
    const normal = gaussianSource(seed + samples);
    const place = startingPlace(posterior, index % 2 === 0 ? undefined : study.informed, normal);
    const chain = new Langevin(posterior, place, { step, friction: 1, normal });
    for (let draw = 0; draw < draws; draw++) {
      chain.advance(Math.ceil(duration / step / draws));
      await pause();
      if (2 * draw < draws) continue;
      const alignment = posterior.alignment(place);
      sum += Number.isFinite(alignment) ? alignment : 0;
      count++;
    }
  }
  return sum / count;
}
