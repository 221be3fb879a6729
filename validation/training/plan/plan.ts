import type { Prediction, Study } from '../../../theory/index.js';
import { NotMeasurableError } from '../../errors.js';
import type { Sample } from '../../measure/fit.js';
import { fitPowerLaw } from '../../measure/fit.js';
import type { MeasurementMessage } from '../../messages.js';
import { pause } from '../../run/pause.js';
import type { LangevinMethod, PlannedPoint, PlanOptions, UnwordedPlan } from '../../plan.js';
import type { Effort, Expectation } from './effort.js';
import { affordable, affordableSeeds, effortOf, expectedOperations, samplesAt } from './effort.js';
import { oddPoint, samplesToHalf } from './finite-sizes.js';
import { namedSizes } from './named-sizes.js';
import { operationsOf, readoutOf } from './operations.js';
import { mostPilotSamples, roughSampleScale } from './pilot.js';
import type { SizedStudy } from './range.js';
import { inRegion, labelSetting, plannedAt, predictedBy, rangeNotes, sampleScale, sizedStudy, sweptSize } from './range.js';
import { queryPasses } from '../sample/alignment-weights.js';
import type { SampleSetting } from '../sample/posterior.js';
import { scannedComponent, scannedSettings } from './scan.js';
import { startsOf } from '../sample/starts.js';
import { stepsFor } from './steps.js';

const friction = 1;

/**
 * The plan of a training measurement.
 *
 * A pilot of short chains at two small sizes finds roughly where P* lies, and the samples are laid around that. The largest size is what the preset's effort affords. Each point's step follows the stiffness of its posterior.
 * @throws NotMeasurableError when the study cannot be trained, or not at a size that can be afforded.
 * @throws InterruptedError when the signal is given meanwhile.
 */
export async function planTraining(study: Study, prediction: Prediction, options: PlanOptions): Promise<UnwordedPlan> {
  const preset = options.preset ?? 'quick';
  const rest = (): Promise<void> => pause(options.signal);
  const variable = sweptSize(study, prediction, options.sweep?.variable ?? options.variable);
  const { sizes, effort, notes } = await chosenSizes(study, variable, { ...options, preset }, rest);
  const winner = (sizes.at(-1) ?? sizedStudy(study, variable, 1)).winner;
  const informed = sizes.every((sized) => startsOf(sized.winner, sized.study) !== undefined);
  const component = scannedComponent(study, options);
  const method: LangevinMethod = {
    kind: 'langevin',
    readout: sizes.every(({ network }) => readoutOf(network) === 'integrated') ? 'integrated' : 'sampled',
    friction,
    draws: effort.draws,
    doublings: effort.doublings,
    burnIn: 0.5,
    chains: informed
      ? { prior: effort.chains / 2, informed: effort.chains / 2 }
      : { prior: effort.chains, informed: 0 },
    freshInputs: 2048,
    threshold: thresholdOf(options),
    ...(options.scan ? { scan: 'ridge' } : {}),
    ...(component === undefined ? {} : { component }),
  };
  const pointsOf: ((seed: number) => PlannedPoint)[] = [];
  for (const sized of sizes) {
    const studied = studiedAt(sized);
    const stepAt = await stepsFor({ ...studied, readout: method.readout }, sized.settings, rest);
    const predicted = sized.winner.energy.value(sized.study.reference);
    for (const setting of sized.settings) {
      const step = stepAt(setting);
      const steps = Math.max(effort.draws, Math.ceil(effort.duration / step));
      const { samples: P, ridge } = setting;
      const named = { ...namedSizes(sized.study), P, ...(options.scan ? { ridge } : {}) };
      const sampling = { ...setting, step, steps };
      pointsOf.push((seed) => ({ sizes: named, seed, ...studied, predicted, sampling }));
    }
  }
  const each = operationsOf({ points: pointsOf.map((point) => point(1)) }, method);
  const seeds = affordableSeeds(effort, each, options);
  const points = pointsOf.flatMap((point) => Array.from({ length: seeds }, (_, index) => point(index + 1)));
  return {
    format: 2,
    study: study.name,
    level: 'training',
    preset,
    method,
    sweep: { variable, values: sizes.map(({ value }) => value) },
    points,
    predicted: predictedBy(winner, variable),
    confidence: 0.95,
    notes: [
      ...notes,
      ...(options.seeds === undefined && seeds < effort.seeds
        ? [{ code: 'fewer-data-sets', seeds, wanted: effort.seeds } as const]
        : []),
      ...(options.scan ? [] : finiteSizesNotes(sizes, variable)),
      ...(queryPasses(study) ? [{ code: 'query-passes-attention' } as const] : []),
      ...(informed ? [] : [{ code: 'no-informed-start' } as const]),
    ],
  };
}

const thresholdOf = ({ threshold = 0.5 }: PlanOptions): number => threshold;

/** A study at a size with the numbers of samples, or the ridges, to measure there. */
type PlannedSize = SizedStudy & { readonly settings: readonly SampleSetting[] };

async function chosenSizes(
  study: Study,
  variable: string,
  options: PlanOptions & Required<Pick<PlanOptions, 'preset'>>,
  rest: () => Promise<void>,
): Promise<{
  readonly sizes: readonly PlannedSize[];
  readonly effort: Effort;
  readonly notes: readonly MeasurementMessage[];
}> {
  const requested = options.sweep && [...new Set(options.sweep.values)].sort((a, b) => a - b);
  const fullEffort = effortOf(options);
  const possible = requested?.map((value) => sizedStudy(study, variable, value)) ?? inRegion(study, variable);
  const [smallest] = possible;
  if (!smallest || possible.length < 3) {
    throw new NotMeasurableError({ code: 'too-few-training-sizes', study: study.name, variable });
  }
  const { scan } = options;
  if (scan) {
    if (!requested) throw new NotMeasurableError({ code: 'scan-needs-sweep', study: study.name, variable });
    const sizes = possible.map((sized) => ({ ...sized, settings: scannedSettings(sized, scan, options.preset) }));
    return { sizes, effort: fullEffort, notes: [] };
  }
  const sampled = (sizes: readonly SizedStudy[], expected: Expectation, effort: Effort): PlannedSize[] =>
    sizes.map((sized) => {
      const samplesThere = samplesAt(sized, expected, effort, options);
      return { ...sized, settings: samplesThere.map((samples) => ({ samples, ...labelSetting(sized) })) };
    });
  if (requested && options.samples)
    return { sizes: sampled(possible, sampleScale, fullEffort), effort: fullEffort, notes: [] };
  const larger = possible.find(({ value }) => value >= 1.6 * smallest.value) ?? possible.at(-1) ?? smallest;
  const pilots: Sample[] = [];
  for (const sized of [smallest, larger]) {
    const from = pilots.at(-1)?.value ?? 8 * sampleScale(sized);
    const value = await pilotAt(study, variable, sized, from, { ...options, operations: fullEffort.operations }, rest);
    pilots.push({ size: sized.value, value });
  }
  // Two short pilots give a rough exponent: it is met halfway by the predicted one.
  const slope = (fitPowerLaw(pilots).slope + larger.winner.energy.exponentOf(variable).valueOf()) / 2;
  const last = pilots.at(-1) ?? { size: 1, value: 1 };
  const expected: Expectation = ({ value }) => last.value * (value / last.size) ** slope;
  const found = pilots.map(({ size, value }) => ({ size, samples: value }));
  const { sizes, effort } = requested
    ? { sizes: possible, effort: fullEffort }
    : affordable(possible, expected, fullEffort, options, expectedOperations);
  return {
    sizes: sampled(sizes, expected, effort),
    effort,
    notes: [
      { code: 'pilot-estimate', variable, found },
      ...(effort.grid.length < fullEffort.grid.length
        ? [{ code: 'fewer-sample-numbers', count: effort.grid.length, wanted: fullEffort.grid.length } as const]
        : []),
      ...rangeNotes(sizes, variable, requested !== undefined),
    ],
  };
}

/**
 * P* at a size, roughly.
 * @throws NotMeasurableError when the samples that can be afforded are too few.
 */
async function pilotAt(
  study: Study,
  variable: string,
  sized: SizedStudy,
  from: number,
  options: PlanOptions & Required<Pick<PlanOptions, 'preset'>> & Pick<Effort, 'operations'>,
  rest: () => Promise<void>,
): Promise<number> {
  const threshold = thresholdOf(options);
  const most = mostPilotSamples(sized.network, options.operations);
  const found = await roughSampleScale(
    { ...studiedAt(sized), ...labelSetting(sized), readout: readoutOf(sized.network), threshold },
    from,
    most,
    rest,
  );
  if (found !== undefined) return found;
  throw new NotMeasurableError({
    code: 'pilot-too-costly',
    study: study.name,
    variable,
    value: sized.value,
    threshold,
    samples: most,
    weights: sized.network.parameters,
    preset: options.preset,
  });
}

/** An estimate this close to the predicted power needs no note. */
const unnoticed = 0.05;

/** What power of the size an estimate that counts other degrees has between the ends of the sweep, where that is not the predicted one. */
function finiteSizesNotes(sizes: readonly SizedStudy[], variable: string): MeasurementMessage[] {
  const [first, last] = [sizes[0], sizes.at(-1)];
  const ends = [first, last].flatMap((sized) => (sized ? (oddPoint(studiedAt(sized), labelSetting(sized).ridge) ?? []) : []));
  const [small, large] = ends.map(samplesToHalf);
  if (!first || !last || small === undefined || large === undefined || first.value >= last.value) return [];
  const power = Math.log(large / small) / Math.log(last.value / first.value);
  if (Math.abs(power - last.winner.energy.exponentOf(variable).valueOf()) <= unnoticed) return [];
  return [{ code: 'finite-size-power', variable, power, from: first.value, to: last.value }];
}

/** The study at a size as its points have it. */
function studiedAt(sized: SizedStudy): Pick<PlannedPoint, 'network' | 'target' | 'informed'> {
  const informed = startsOf(sized.winner, sized.study);
  return { ...plannedAt(sized), ...(informed ? { informed } : {}) };
}
