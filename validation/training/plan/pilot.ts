import type { NumericNetwork } from '../../network/network.js';
import { gaussianSource } from '../../network/random.js';
import type { LangevinMethod, LayerStart, PlannedNetwork, PlannedTarget } from '../../plan.js';
import { startingPosition } from '../sample/chains.js';
import { operationsPerSample, readoutOf } from './operations.js';
import { Langevin } from '../sample/langevin.js';
import { chainPosterior } from '../sample/chain-posterior.js';
import { stepAt } from './steps.js';

/** A study at given sizes. */
export interface PilotStudy {
  readonly network: PlannedNetwork;
  readonly target: PlannedTarget;
  readonly ridge: number;
  readonly noise?: number;
  readonly readout: LangevinMethod['readout'];
  readonly informed?: readonly LayerStart[];
  readonly threshold: number;
}

/** Time units of a pilot chain; means over data sets were seen to settle within six. */
const duration = 10;
const freshInputs = 1024;
const draws = 20;
const settling = 12;
/** P* differs by a factor of 1.6 from data set to data set: of ten their mean is good to a seventh. */
const seeds = Array.from({ length: 10 }, (_, index) => 101 + index);
/** Steps of all chains at one number of samples, about. */
const stepsOfAll = 3000;
/** The operations that they may take: a plan should not take minutes. */
const mostOperations = 3.6e10;
/** No fewer samples are tried. */
const fewest = 8;

/** The most samples that a pilot can afford. */
export function mostPilotSamples(network: NumericNetwork): number {
  return mostOperations / (stepsOfAll * operationsPerSample(network, readoutOf(network)));
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
  return searchSamples((samples) => shortChains(study, samples, pause), { threshold: study.threshold, from, most });
}

/** How a number of samples is searched for. */
export interface SampleSearch {
  readonly threshold: number;
  /** Where to begin. */
  readonly from: number;
  /** No more samples are tried. */
  readonly most: number;
  /** True where more samples do not help: the search ends. */
  readonly isStuck?: (before: Tried, last: Tried) => boolean;
}

/**
 * Finds the number of samples at which the alignment is about a threshold.
 * @param alignmentAt the mean alignment at a number of samples; what it throws ends the search.
 * @returns P, or undefined when the alignment stays below the threshold.
 */
export async function searchSamples(
  alignmentAt: (samples: number) => Promise<number>,
  { threshold, from, most, isStuck }: SampleSearch,
): Promise<number | undefined> {
  let before: Tried | undefined;
  let samples = Math.max(fewest, Math.round(from));
  while (samples <= most) {
    const last = { samples, alignment: await alignmentAt(samples) };
    const next = nextToTry(before, last, threshold);
    if ('found' in next) return next.found;
    if (before && isStuck?.(before, last)) return undefined;
    samples = next.samples;
    before = last;
  }
  return undefined;
}

/** A number of samples with its mean alignment. */
export interface Tried {
  readonly samples: number;
  readonly alignment: number;
}

/** How much the alignment is taken to rise as the samples double, before two numbers of them have told. */
const usualRise = 0.2;
/** So far beyond the threshold the next alignment is aimed at. */
const margin = 0.02;
/** Between so many doublings lies the next: nearer ones differ by chance. */
const [nearest, farthest] = [0.5, 1];
/** So many doublings beyond the last the threshold is taken to be where the line says: data sets differ by more. */
const trusted = 0.25;

/**
 * What to try after two numbers of samples: as many samples are dear, none far beyond where a line through both, in log P, reaches the threshold.
 * @returns where it does when that lies between them or near the last, or the fewest samples when they are enough already.
 */
export function nextToTry(
  before: Tried | undefined,
  last: Tried,
  threshold: number,
): { readonly found: number } | { readonly samples: number } {
  const missing = threshold - last.alignment;
  const direction = missing > 0 ? 1 : -1;
  const rise = before ? (last.alignment - before.alignment) / Math.log2(last.samples / before.samples) : usualRise;
  const isBetween = before !== undefined && before.alignment < threshold !== missing > 0;
  if (before && (isBetween || (rise > 0 && Math.abs(missing) <= trusted * rise)))
    return { found: last.samples * 2 ** (missing / rise) };
  if (missing <= 0 && last.samples <= fewest) return { found: fewest };
  const wanted = rise > 0 ? (Math.abs(missing) + margin) / rise : farthest;
  const doublings = direction * Math.min(farthest, Math.max(nearest, wanted));
  return { samples: Math.max(fewest, Math.round(last.samples * 2 ** doublings)) };
}

/** The mean alignment of short chains, one a data set, from both starts in turn. */
async function shortChains(study: PilotStudy, samples: number, pause: () => Promise<void>): Promise<number> {
  let sum = 0;
  let count = 0;
  const { ridge, noise } = study;
  const sampling = { samples, ridge, ...(noise ? { noise } : {}) };
  const step = await stepAt(study, sampling, pause);
  for (const [index, seed] of seeds.entries()) {
    const posterior = chainPosterior({ ...study, seed, sampling }, { freshInputs, readout: study.readout });
    const normal = gaussianSource(seed + samples);
    const position = startingPosition(posterior, index % 2 === 0 ? undefined : study.informed, normal);
    const chain = new Langevin(posterior, position, { step, friction: 1, normal });
    for (let draw = 0; draw < draws; draw++) {
      chain.advance(Math.ceil(duration / step / draws));
      await pause();
      if (draw < settling) continue;
      const alignment = posterior.alignment(position);
      sum += Number.isFinite(alignment) ? alignment : 0;
      count++;
    }
    posterior.close();
  }
  return sum / count;
}
