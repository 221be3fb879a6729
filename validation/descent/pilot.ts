import type { Study } from '../../theory/index.js';
import { NotMeasurableError } from '../errors.js';
import type { Preset, Sampling } from '../plan.js';
import { operationsPerSample } from '../training/plan/operations.js';
import type { Tried } from '../training/plan/pilot.js';
import { searchSamples } from '../training/plan/pilot.js';
import type { SizedStudy } from '../training/plan/range.js';
import { labelSetting, plannedAt } from '../training/plan/range.js';
import { dataSet } from '../training/sample/data-set.js';
import { descend } from './descend.js';
import type { DescentEffort, Training } from './effort.js';
import { rateUnit } from './learning-rate.js';
import { operationsPerSecond } from './operations.js';
import { trainingSplit } from './training-split.js';

/** Data sets of a pilot. */
const seeds = Array.from({ length: 5 }, (_, index) => 101 + index);
/** The share of the operations that a pilot may take at one number of samples. */
const operationsShare = 1 / 15;
/** Inputs on which the unit of the learning rate is taken. */
const inputsForUnit = 512;

/** Learning rates that are tried, in units of `rateUnit`. */
const shares = [1, 0.5, 0.25, 0.125, 0.0625] as const;
/** Smaller ones are not tried once the alignment has fallen by so much. */
const fallen = 0.05;
/** The one with which the search for where to try them begins. */
const firstShare = 0.25;

/** An alignment so large that hardly grows as samples double is the most that so small a network can show. */
const [grown, least] = [0.2, 0.02];
const isStuck = (before: Tried, last: Tried): boolean => {
  const doublings = Math.log2(last.samples / before.samples);
  return last.alignment > grown && doublings > 0 && last.alignment - before.alignment < least * doublings;
};

/** What pilots are run with. */
export interface Piloting {
  readonly study: Study;
  readonly variable: string;
  readonly training: Training;
  readonly effort: DescentEffort;
  readonly preset: Preset;
  readonly rest: () => Promise<void>;
}

/** Everything of a point's sampling but P and kappa. */
export function samplingOf(samples: number, sized: SizedStudy, training: Training, rate: number): Sampling {
  const { stepsPerEpoch } = trainingSplit(samples, training);
  return { samples, ...labelSetting(sized), step: Number(rate.toPrecision(3)), steps: training.epochs * stepsPerEpoch };
}

/** The unit of the learning rate at a size. */
export function rateUnitAt(sized: SizedStudy, { optimiser, batch }: Training): number {
  const { x } = dataSet({ ...plannedAt(sized), seed: 1 }, 'samples', inputsForUnit);
  return rateUnit(sized.network, x, optimiser, batch);
}

/** A whole number of samples that an optimiser can use: whole batches where each sample is used once. */
export function usable(samples: number, { heldOut, batch = 1 }: Training): number {
  const whole = heldOut === 0 ? batch : 1;
  return Math.max(2, whole, whole * Math.round(samples / whole));
}

/** A learning rate with the mean alignment that it gave. */
export interface TriedRate {
  readonly share: number;
  readonly alignment: number;
}

/** Learning rates that were tried at one size, and the best of them. */
export interface TriedRates {
  readonly share: number;
  readonly tried: readonly TriedRate[];
  /** The number of samples at which they were tried. */
  readonly at: number;
}

/** What a sweep of the learning rate finds. */
export interface SweptRate extends TriedRates {
  /** Roughly the number of samples that are learned from with the best one. */
  readonly samples: number;
}

/**
 * Finds the learning rate at a size, and roughly the number of samples that are learned from with it.
 * @param from where to begin.
 * @throws NotMeasurableError when the samples that can be afforded are too few.
 */
export async function sweptRate(sized: SizedStudy, from: number, piloting: Piloting): Promise<SweptRate> {
  const rates = await ratesAt(sized, await pilotAt(sized, from, firstShare, piloting), piloting);
  const { share, at } = rates;
  return { ...rates, samples: share === firstShare ? at : await pilotAt(sized, at, share, piloting) };
}

/** Tries learning rates at a number of samples, the largest first. */
export async function ratesAt(sized: SizedStudy, samples: number, piloting: Piloting): Promise<TriedRates> {
  const at = usable(samples, piloting.training);
  const tried: TriedRate[] = [];
  let best: TriedRate = { share: firstShare, alignment: -Infinity };
  for (const share of shares) {
    const one = { share, alignment: await meanAlignment(sized, at, share, piloting) };
    tried.push(one);
    if (one.alignment > best.alignment) best = one;
    else if (one.alignment < best.alignment - fallen) break;
  }
  return { share: best.share, tried, at };
}

/**
 * P* of descent at a size, roughly.
 * @throws NotMeasurableError when the samples that can be afforded are too few.
 */
export async function pilotAt(sized: SizedStudy, from: number, share: number, piloting: Piloting): Promise<number> {
  const { study, variable, training, effort, preset } = piloting;
  const { threshold } = training;
  const each = seeds.length * training.epochs * operationsPerSample(sized.network, 'sampled');
  const most = (operationsShare * effort.coreSeconds * operationsPerSecond) / each;
  const found = await searchSamples((samples) => meanAlignment(sized, samples, share, piloting), {
    threshold,
    from: Math.min(from, most),
    most,
    isStuck,
  });
  if (found !== undefined) return found;
  throw new NotMeasurableError({
    code: 'descent-pilot-too-costly',
    ...{ study: study.name, variable, value: sized.value, threshold, samples: most, preset },
    ...{ optimiser: training.optimiser, epochs: training.epochs },
  });
}

async function meanAlignment(
  sized: SizedStudy,
  wanted: number,
  share: number,
  { training, rest }: Piloting,
): Promise<number> {
  const samples = usable(wanted, training);
  const rate = share * rateUnitAt(sized, training);
  const sampling = samplingOf(samples, sized, training, rate);
  const planned = { ...plannedAt(sized), sizes: {}, predicted: 1, sampling };
  let sum = 0;
  for (const seed of seeds) {
    const method = { kind: 'descent', share, ...training } as const;
    sum += (await descend({ ...planned, seed }, method, rest)).value;
  }
  return sum / seeds.length;
}
