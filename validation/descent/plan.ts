import type { Prediction, Study } from '../../theory/index.js';
import { measurable, NotMeasurableError } from '../errors.js';
import { fitPowerLaw } from '../measure/fit.js';
import type { Sample } from '../measure/fit.js';
import type { MeasurementMessage } from '../messages.js';
import type { DescentMethod, PlannedPoint, PlanOptions, UnwordedPlan } from '../plan.js';
import { pause } from '../run/pause.js';
import type { EstimateAt } from '../training/bridge/plan.js';
import { estimator } from '../training/bridge/plan.js';
import type { AffordedSize, Expectation, SettingsAt } from '../training/plan/afford.js';
import { affordable, affordedAt, affordedNotes, samplesAround } from '../training/plan/afford.js';
import type { BaseEffort } from '../training/plan/effort.js';
import { namedSizes } from '../training/plan/named-sizes.js';
import type { SizedStudy } from '../training/plan/range.js';
import {
  inRegion,
  plannedAt,
  predictedAndSeen,
  sampleFormula,
  sampleScale,
  sizedStudy,
  sweptSize,
} from '../training/plan/range.js';
import { queryPasses } from '../training/sample/alignment-weights.js';
import type { SampleSetting } from '../training/sample/posterior.js';
import type { Slowing } from './algorithms.js';
import { algorithmRates, comparedWith, slowingOf } from './algorithms.js';
import type { Training } from './effort.js';
import { descentCostOf, descentEffort, trainingOf } from './effort.js';
import type { Piloting, SweptRate, TriedRates } from './pilot.js';
import { pilotAt, ratesAt, rateUnitAt, samplingOf, sweptRate, usable } from './pilot.js';

/**
 * The plan of a measurement by descent.
 *
 * At the smallest size a pilot finds roughly where P* lies, learning rates are tried there, and the best is scaled to the other sizes. A second pilot
 * gives the power of P*, and the samples are laid around it. The largest size is what the preset's effort affords.
 * @throws NotMeasurableError when the study cannot be trained, or not at a size that can be afforded.
 * @throws InterruptedError when the signal is given meanwhile.
 */
export async function planDescent(study: Study, prediction: Prediction, options: PlanOptions): Promise<UnwordedPlan> {
  if (options.scan) throw new NotMeasurableError({ code: 'scan-at-descent', study: study.name });
  const { preset = 'quick', optimiser = 'sgd', threshold = 0.5 } = options;
  const variable = sweptSize(study, prediction, options.sweep?.variable ?? options.variable);
  const requested = options.sweep && [...new Set(options.sweep.values)].sort((a, b) => a - b);
  const possible = requested?.map((value) => sizedStudy(study, variable, value)) ?? inRegion(study, variable);
  if (possible.length < 3) {
    throw new NotMeasurableError({ code: 'too-few-training-sizes', study: study.name, variable });
  }
  const fullEffort = descentEffort({ ...options, preset }, optimiser);
  const training = trainingOf(optimiser, fullEffort, threshold);
  const rest = (): Promise<void> => pause(options.signal);
  const piloting: Piloting = { study, variable, training, effort: fullEffort, preset, rest };
  const piloted = await pilots(possible, options, piloting);
  const settingsAt = usableAround(piloted.expected, training, options);
  const chosen = requested
    ? affordedAt(possible, settingsAt, fullEffort, options, descentCostOf)
    : affordable(piloted.sizes, settingsAt, fullEffort, { ...options, preset }, descentCostOf);
  const sizes = chosen.sizes.map(({ sized }) => sized);
  const equilibrium = await equilibriumAt(sizes, estimator(variable, threshold, rest));
  const method = methodOf(study, variable, sizes, { training, share: piloted.share, equilibrium });
  const winner = sizes.at(-1)?.winner ?? prediction.winner;
  return {
    format: 2,
    study: study.name,
    level: 'descent',
    preset,
    method,
    sweep: { variable, values: sizes.map(({ value }) => value) },
    points: chosen.sizes.flatMap((one) => pointsAt(one, settingsAt(one.sized, chosen.effort), method, piloted)),
    predicted: predictedAndSeen(winner, variable, sampleFormula({ study, winner })),
    confidence: 0.95,
    notes: [
      descriptionOf(training),
      ...piloted.notes,
      ...affordedNotes(chosen, fullEffort, options, variable),
      ...(queryPasses(study) ? [{ code: 'query-passes-attention' } as const] : []),
    ],
  };
}

/** What pilots find: where to measure, not a measurement. */
interface Piloted {
  /** The sizes from the smallest one on at which the target is learned. */
  readonly sizes: readonly SizedStudy[];
  readonly share: number;
  /** The learning rate at a size over that at the smallest, in units of `rateUnit`. */
  readonly slowing: Slowing;
  readonly expected: Expectation;
  readonly notes: readonly MeasurementMessage[];
}

/** So many sizes are tried as the smallest: the smallest networks can be too narrow for the target. */
const triedAsSmallest = 3;
/** A factor between those. */
const apart = 1.6;

/**
 * @param options where the sizes were asked for the smallest stays; where the samples were, none are searched for.
 * @throws NotMeasurableError when the samples that can be afforded are too few.
 */
async function pilots(possible: readonly SizedStudy[], options: PlanOptions, piloting: Piloting): Promise<Piloted> {
  const { study, variable, training } = piloting;
  const [start] = possible;
  if (start && options.samples) {
    const asked = options.samples.map((one) => one.value(start.study.reference)).sort((a, b) => a - b);
    const swept = await ratesAt(start, asked[Math.floor(asked.length / 2)] ?? 1, piloting);
    return {
      sizes: possible,
      share: swept.share,
      slowing: slowingOf(study, training.optimiser, start),
      expected: () => swept.at,
      notes: [sweepNote(swept, variable, start.value, training)],
    };
  }
  const { first, sizes } = await smallestLearned(possible, options.sweep ? 1 : triedAsSmallest, piloting);
  const [smallest] = sizes;
  const slowing = slowingOf(study, training.optimiser, smallest);
  const known = comparedWith[training.optimiser];
  const rate = algorithmRates(study, variable, [smallest])?.find(({ name }) => name === known);
  const larger = sizes.find(({ value }) => value >= 1.6 * smallest.value) ?? sizes.at(-1) ?? smallest;
  const usual = rate?.slope ?? sampleFormula(larger).exponentOf(variable).valueOf();
  const from = first.samples * (larger.value / smallest.value) ** usual;
  const samples = await pilotAt(larger, from, first.share * slowing(larger), piloting);
  const found: Sample[] = [
    { size: smallest.value, value: first.samples },
    { size: larger.value, value: samples },
  ];
  // Two short pilots give a rough exponent: it is met halfway by the known one.
  const slope = (fitPowerLaw(found).slope + usual) / 2;
  return {
    sizes,
    share: first.share,
    slowing,
    expected: ({ value }) => samples * (value / larger.value) ** slope,
    notes: [
      { code: 'descent-pilot', variable, found: found.map(({ size, value }) => ({ size, samples: value })) },
      sweepNote(first, variable, smallest.value, training),
    ],
  };
}

/** The learning rate of the smallest size at which the target is learned, and the sizes from there on. */
async function smallestLearned(
  possible: readonly SizedStudy[],
  tries: number,
  piloting: Piloting,
): Promise<{ readonly first: SweptRate; readonly sizes: readonly [SizedStudy, ...SizedStudy[]] }> {
  const [smallest, ...larger] = possible as [SizedStudy, ...SizedStudy[]];
  try {
    return { first: await sweptRate(smallest, 8 * sampleScale(smallest), piloting), sizes: [smallest, ...larger] };
  } catch (error) {
    const next = larger.filter(({ value }) => value >= apart * smallest.value);
    if (!(error instanceof NotMeasurableError) || tries <= 1 || next.length < 3) throw error;
    return smallestLearned(next, tries - 1, piloting);
  }
}

const sweepNote = (
  { at, tried, share }: TriedRates,
  variable: string,
  size: number,
  { optimiser }: Training,
): MeasurementMessage => ({
  code: 'learning-rate-swept',
  ...{ variable, size, samples: at, tried, share, adaptive: optimiser === 'adam' || optimiser === 'adamw' },
});

const descriptionOf = ({ optimiser, batch, epochs, heldOut, looks, patience }: Training): MeasurementMessage => ({
  code: 'descent-as-trained',
  ...{ optimiser, epochs, heldOut, looks, patience, ...(batch === undefined ? {} : { batch }) },
});

function methodOf(
  study: Study,
  variable: string,
  sizes: readonly SizedStudy[],
  { training, share, equilibrium }: Pick<DescentMethod, 'share' | 'equilibrium'> & { readonly training: Training },
): DescentMethod {
  const algorithms = algorithmRates(study, variable, sizes);
  const compared = algorithms && comparedWith[training.optimiser];
  return {
    kind: 'descent',
    ...training,
    share,
    ...(algorithms ? { algorithms } : {}),
    ...(compared ? { comparedWith: compared } : {}),
    ...(equilibrium ? { equilibrium } : {}),
  };
}

/** P* at equilibrium by the estimate at each size; undefined where there is no estimate. */
function equilibriumAt(sizes: readonly SizedStudy[], estimateAt: EstimateAt): Promise<number[] | undefined> {
  return measurable(async () => {
    const samples: number[] = [];
    for (const sized of sizes) samples.push(await estimateAt(sized));
    return samples;
  });
}

/** The numbers of samples to measure at a size, as the optimiser can use them. */
function usableAround(expected: Expectation, training: Training, options: PlanOptions): SettingsAt<BaseEffort> {
  const around = samplesAround(expected, options);
  return (sized, effort) => {
    const settings = around(sized, effort).map((one) => ({ ...one, samples: usable(one.samples, training) }));
    return settings.filter(({ samples }, index) => samples !== settings[index - 1]?.samples);
  };
}

/** The points at a size: for each number of samples its data sets. */
function pointsAt(
  { sized, seeds }: AffordedSize,
  settings: readonly SampleSetting[],
  method: DescentMethod,
  { share, slowing }: Piloted,
): PlannedPoint[] {
  const rate = share * slowing(sized) * rateUnitAt(sized, method);
  return settings.flatMap(({ samples }) => {
    const point = {
      sizes: { ...namedSizes(sized.study), P: samples },
      ...plannedAt(sized),
      predicted: sized.winner.energy.value(sized.study.reference),
      sampling: samplingOf(samples, sized, method, rate),
    };
    return Array.from({ length: seeds }, (_, index) => ({ ...point, seed: index + 1 }));
  });
}
