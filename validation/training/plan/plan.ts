import type { Monomial } from '../../../theory/monomial.js';
import type { Pattern, Prediction, Study } from '../../../theory/index.js';
import type { MeasurementMessage } from '../../messages.js';
import { pause } from '../../run/pause.js';
import type { EstimatedSize, LangevinMethod, PlannedPoint, PlanOptions, UnwordedPlan } from '../../plan.js';
import type { Effort } from './effort.js';
import { expectedHalfInterval } from './afford.js';
import { namedSizes } from './named-sizes.js';
import { readoutOf } from './operations.js';
import { predictedAndSeen, sampleFormula, sizedStudy, sweptSize } from './range.js';
import { chosenSizes, studiedAt, thresholdOf, type PlannedSize } from './sizes.js';
import { timedChains, type TimeChains } from './timing.js';
import { estimator, planBridge } from '../bridge/plan.js';
import { queryPasses } from '../sample/alignment-weights.js';
import { scannedComponent } from './scan.js';
import { startsOf } from '../sample/starts.js';
import { stepsFor } from './steps.js';

const friction = 1;
const freshInputs = 2048;
const confidence = 0.95;
/** Half an interval that is expected to be wider than this is said beforehand. */
const widest = 0.12;

/**
 * The plan of a training measurement.
 *
 * The estimate and a pilot of short chains at the smallest size find roughly where P* lies, and the samples are laid around that. Sizes and data sets are those that
 * tell the exponent best within the preset's time, by the rate of the embedded engine on this machine. Each point's step follows the stiffness of its posterior.
 * @param time times the chains of a point; the embedded engine's where left out.
 * @throws NotMeasurableError when the study cannot be trained, or not at a size that can be afforded.
 * @throws InterruptedError when the signal is given meanwhile.
 */
export async function planTraining(
  study: Study,
  prediction: Prediction,
  options: PlanOptions,
  time: TimeChains = timedChains,
): Promise<UnwordedPlan> {
  const preset = options.preset ?? 'quick';
  const rest = (): Promise<void> => pause(options.signal);
  const measured = (winner: Pattern): Monomial => (options.scan ? winner.energy : sampleFormula({ study, winner }));
  const requested = options.sweep?.variable ?? options.variable;
  const variable = sweptSize(study, prediction, requested, options.scan ? 'E' : 'P*');
  const threshold = thresholdOf(options);
  const estimateAt = estimator(variable, threshold, rest);
  const chosen = await chosenSizes(study, variable, { ...options, preset }, { rest, estimateAt, time, freshInputs });
  const { sizes, effort, notes, isWithin } = chosen;
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
    freshInputs,
    threshold,
    ...(options.scan ? { scan: 'ridge' } : {}),
    ...(component === undefined ? {} : { component }),
  };
  const points = await pointsOf(sizes, effort, method, rest);
  const bridge = options.scan ? undefined : await planBridge(sizes, variable, threshold, estimateAt);
  return {
    format: 2,
    study: study.name,
    level: 'training',
    preset,
    method,
    sweep: { variable, values: sizes.map(({ value }) => value) },
    points,
    predicted: predictedAndSeen(winner, variable, measured(winner)),
    confidence,
    // What was asked for beyond the preset is measured to its end.
    ...(isWithin ? { seconds: effort.seconds } : {}),
    ...(bridge ? { bridge } : {}),
    notes: [
      ...notes,
      ...(options.scan
        ? []
        : [...resolutionNotes(sizes), ...finiteSizesNotes(bridge?.estimates ?? [], measured(winner), variable)]),
      ...(queryPasses(study) ? [{ code: 'query-passes-attention' } as const] : []),
      ...(informed ? [] : [{ code: 'no-informed-start' } as const]),
    ],
  };
}

/** The points of a plan: for each size and each number of samples or ridge its data sets. */
async function pointsOf(
  sizes: readonly PlannedSize[],
  effort: Effort,
  method: LangevinMethod,
  rest: () => Promise<void>,
): Promise<PlannedPoint[]> {
  const points: PlannedPoint[] = [];
  for (const sized of sizes) {
    const studied = studiedAt(sized);
    const stepAt = await stepsFor({ ...studied, readout: method.readout }, sized.settings, rest);
    const predicted = sized.winner.energy.value(sized.study.reference);
    for (const setting of sized.settings) {
      const step = stepAt(setting);
      const steps = Math.max(effort.draws, Math.ceil(effort.duration / step));
      const { samples: P, ridge } = setting;
      const named = { ...namedSizes(sized.study), P, ...(method.scan ? { ridge } : {}) };
      const sampling = { ...setting, step, steps };
      const seeds = Array.from({ length: sized.seeds }, (_, index) => index + 1);
      points.push(...seeds.map((seed) => ({ sizes: named, seed, ...studied, predicted, sampling })));
    }
  }
  return points;
}

function resolutionNotes(sizes: readonly PlannedSize[]): MeasurementMessage[] {
  const half = expectedHalfInterval(
    sizes.map(({ value }) => ({ size: value })),
    sizes.map(({ seeds }) => seeds),
  );
  return half > widest ? [{ code: 'wide-interval-expected', half }] : [];
}

/** An estimate this close to the predicted power needs no note. */
const unnoticed = 0.05;

/** What power of the size the estimate has between the ends of the sweep, where that is not the predicted one. */
function finiteSizesNotes(
  estimates: readonly EstimatedSize[],
  predicted: Monomial,
  variable: string,
): MeasurementMessage[] {
  const [first, last] = [estimates[0], estimates.at(-1)];
  if (!first || !last || first.size >= last.size) return [];
  const power = Math.log(last.samples / first.samples) / Math.log(last.size / first.size);
  if (Math.abs(power - predicted.exponentOf(variable).valueOf()) <= unnoticed) return [];
  return [{ code: 'finite-size-power', variable, power, from: first.size, to: last.size }];
}
