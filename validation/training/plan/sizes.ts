import type { Study } from '../../../theory/index.js';
import { NotMeasurableError, measurable } from '../../errors.js';
import type { Sample } from '../../measure/fit.js';
import { fitPowerLaw } from '../../measure/fit.js';
import type { MeasurementMessage } from '../../messages.js';
import type { PlannedPoint, PlanOptions } from '../../plan.js';
import type { EstimateAt } from '../bridge/plan.js';
import type { SampleSetting } from '../sample/posterior.js';
import { startsOf } from '../sample/starts.js';
import {
  affordable,
  affordedAt,
  affordedNotes,
  samplesAround,
  type Affordable,
  type Expectation,
  type SettingsAt,
} from './afford.js';
import type { Effort } from './effort.js';
import { effortOf } from './effort.js';
import { readoutOf } from './operations.js';
import { mostPilotSamples, roughSampleScale } from './pilot.js';
import type { SizedStudy } from './range.js';
import { inRegion, labelSetting, plannedAt, sampleFormula, sampleScale, sizedStudy } from './range.js';
import { scannedSettings } from './scan.js';
import { timedCost, type TimeChains } from './timing.js';

/** A study at a size with the numbers of samples, or the ridges, to measure there, and on how many data sets. */
export type PlannedSize = SizedStudy & { readonly settings: readonly SampleSetting[]; readonly seeds: number };

/** The sizes of a plan. */
export interface ChosenSizes {
  readonly sizes: readonly PlannedSize[];
  readonly effort: Effort;
  readonly notes: readonly MeasurementMessage[];
  /** True where the plan was made to fit the preset's time. */
  readonly isWithin: boolean;
}

/** What the choice of sizes needs. */
export interface Means {
  /** Awaited between stretches of work; whatever it throws ends the work. */
  readonly rest: () => Promise<void>;
  readonly estimateAt: EstimateAt;
  readonly time: TimeChains;
  /** Inputs on which chains look. */
  readonly freshInputs: number;
}

type Options = PlanOptions & Required<Pick<PlanOptions, 'preset'>>;

export const thresholdOf = ({ threshold = 0.5 }: PlanOptions): number => threshold;

/**
 * The sizes to measure at: those asked for, else those that tell the exponent best within the time of the preset.
 * @throws NotMeasurableError when there are too few, or none can be afforded.
 */
export async function chosenSizes(
  study: Study,
  variable: string,
  options: Options,
  means: Means,
): Promise<ChosenSizes> {
  const requested = options.sweep && [...new Set(options.sweep.values)].sort((a, b) => a - b);
  const fullEffort = effortOf(options);
  const possible = requested?.map((value) => sizedStudy(study, variable, value)) ?? inRegion(study, variable);
  const [smallest] = possible;
  if (!smallest || possible.length < 3) {
    throw new NotMeasurableError({ code: 'too-few-training-sizes', study: study.name, variable });
  }
  const costOf = timedCost(means.freshInputs, means.time);
  const { scan } = options;
  if (scan) {
    if (!requested) throw new NotMeasurableError({ code: 'scan-needs-sweep', study: study.name, variable });
    const settingsAt: SettingsAt = (sized) => scannedSettings(sized, scan, options.preset);
    const chosen = affordedAt(possible, settingsAt, fullEffort, options, costOf);
    return { ...planned({ ...chosen, isWithin: false }, settingsAt), notes: [] };
  }
  const { expected, notes } = options.samples
    ? { expected: sampleScale, notes: [] }
    : await expectation(study, variable, possible, options, means);
  const settingsAt = samplesAround(expected, options);
  const chosen = requested
    ? affordedAt(possible, settingsAt, fullEffort, options, costOf)
    : affordable(possible, settingsAt, fullEffort, options, costOf);
  const there = samplesAround(await refined(chosen, expected, options, means), options);
  return {
    ...planned(chosen, there),
    notes: [...notes, ...affordedNotes(chosen, fullEffort, options, variable)],
  };
}

/** What is expected of P*: the estimate, put right by a pilot at the smallest size; of studies without an estimate two pilots and the predicted exponent. */
async function expectation(
  study: Study,
  variable: string,
  possible: readonly SizedStudy[],
  options: Options,
  { rest, estimateAt }: Means,
): Promise<{ readonly expected: Expectation; readonly notes: readonly MeasurementMessage[] }> {
  const smallest = possible[0] as SizedStudy;
  const pilots: Sample[] = [];
  const pilot = async (sized: SizedStudy, from: number): Promise<Sample> => {
    const found = { size: sized.value, value: await pilotAt(study, variable, sized, from, options, rest) };
    pilots.push(found);
    return found;
  };
  const note = (): MeasurementMessage => ({
    code: 'pilot-estimate',
    variable,
    found: pilots.map(({ size, value }) => ({ size, samples: value })),
  });
  const beyond = (factor: number): SizedStudy =>
    possible.find(({ value }) => value >= factor * smallest.value) ?? possible.at(-1) ?? smallest;
  const estimates = await measurable(async () => {
    const ends = [smallest, beyond(4)];
    return Promise.all(ends.map(async (sized) => ({ size: sized.value, value: await estimateAt(sized) })));
  });
  const [first, second] = estimates ?? [];
  if (first && second) {
    const { value } = await pilot(smallest, first.value);
    const { slope } = fitPowerLaw([first, second]);
    return { expected: (sized) => value * (sized.value / first.size) ** slope, notes: [note()] };
  }
  const near = await pilot(smallest, 8 * sampleScale(smallest));
  const larger = beyond(1.6);
  const last = await pilot(larger, near.value);
  // Two short pilots give a rough exponent: it is met halfway by the predicted one.
  const slope = (fitPowerLaw(pilots).slope + sampleFormula(larger).exponentOf(variable).valueOf()) / 2;
  return { expected: ({ value }) => last.value * (value / last.size) ** slope, notes: [note()] };
}

/** What is expected at the chosen sizes, where the estimate says more than a power between two of them. */
async function refined(
  { sizes }: Affordable,
  expected: Expectation,
  { samples }: Options,
  { estimateAt }: Means,
): Promise<Expectation> {
  const [first] = sizes;
  if (samples || !first) return expected;
  const estimates = await measurable(async () => {
    const found = new Map<number, number>();
    for (const { sized } of sizes) found.set(sized.value, await estimateAt(sized));
    return found;
  });
  const base = estimates?.get(first.sized.value);
  if (base === undefined) return expected;
  const ratio = expected(first.sized) / base;
  return (sized) => ratio * (estimates?.get(sized.value) ?? expected(sized) / ratio);
}

function planned({ effort, sizes, isWithin }: Affordable, settingsAt: SettingsAt): Omit<ChosenSizes, 'notes'> {
  const settled = sizes.map(({ sized, seeds }) => ({ ...sized, settings: settingsAt(sized, effort), seeds }));
  return { effort, isWithin, sizes: settled };
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
  options: Options,
  rest: () => Promise<void>,
): Promise<number> {
  const threshold = thresholdOf(options);
  const most = mostPilotSamples(sized.network);
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

/** The study at a size as its points have it. */
export function studiedAt(sized: SizedStudy): Pick<PlannedPoint, 'network' | 'target' | 'informed'> {
  const informed = startsOf(sized.winner, sized.study);
  return { ...plannedAt(sized), ...(informed ? { informed } : {}) };
}
