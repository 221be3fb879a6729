import type { Prediction, Study } from '../../../theory/index.js';
import { algorithmic } from '../../../theory/index.js';
import { NotMeasurableError } from '../../errors.js';
import type { Sample } from '../../measure/fit.js';
import { fitPowerLaw } from '../../measure/fit.js';
import { pause } from '../../run/pause.js';
import type { LangevinMethod, Plan, PlannedPoint, PlanOptions } from '../../plan.js';
import { numericAt } from '../../plan.js';
import type { Effort } from './effort.js';
import { affordableSeeds, effortOf } from './effort.js';
import { oddPoint, samplesToHalf } from './finite-sizes.js';
import { namedSizes } from './named-sizes.js';
import { operationsOf, readoutOf } from './operations.js';
import { mostPilotSamples, roughSampleScale } from './pilot.js';
import type { PlacedStudy } from './range.js';
import { placedStudy, sampleScale, sensibleValues, sweptSize } from './range.js';
import type { Expectation } from './sizes.js';
import { affordable, samplesAt } from './sizes.js';
import type { SampleSetting } from './scan.js';
import { scannedComponent, scannedLoads } from './scan.js';
import { startsOf } from './starts-of-pattern.js';
import { stepsFor } from './steps.js';

const friction = 1;

/**
 * The plan of a training measurement.
 *
 * A pilot of short chains at two small sizes finds roughly where P* lies, and the samples are laid around that. The largest size is what the preset's effort affords. Each point's step follows the stiffness of its posterior.
 * @throws NotMeasurableError when the study cannot be trained, or not at a size that can be afforded.
 * @throws InterruptedError when the signal is given meanwhile.
 */
export async function planTraining(study: Study, prediction: Prediction, options: PlanOptions): Promise<Plan> {
  const preset = options.preset ?? 'quick';
  const rest = (): Promise<void> => pause(options.signal);
  const variable = sweptSize(study, prediction, options.sweep?.variable ?? options.variable);
  const { places, effort, notes } = await chosenPlaces(study, variable, { ...options, preset }, rest);
  const winner = (places.at(-1) ?? placedStudy(study, variable, 1)).winner;
  const informed = places.every((place) => startsOf(place.winner, place.study) !== undefined);
  const component = scannedComponent(study, options);
  const method: LangevinMethod = {
    kind: 'langevin',
    readout: places.every(({ network }) => readoutOf(network) === 'integrated') ? 'integrated' : 'sampled',
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
  for (const place of places) {
    const studied = studiedAt(place);
    const stepAt = await stepsFor({ ...studied, readout: method.readout }, place.loads, rest);
    const predicted = place.winner.energy.value(place.study.reference);
    for (const load of place.loads) {
      const step = stepAt(load);
      const steps = Math.max(effort.draws, Math.ceil(effort.duration / step));
      const sizes = { ...namedSizes(place.study), P: load.samples, ...(options.scan ? { ridge: load.ridge } : {}) };
      const sampling = { ...load, step, steps };
      pointsOf.push((seed) => ({ sizes, seed, ...studied, predicted, sampling }));
    }
  }
  const each = operationsOf({ points: pointsOf.map((point) => point(1)) }, method);
  const seeds = affordableSeeds(effort, each, options);
  const points = pointsOf.flatMap((point) => Array.from({ length: seeds }, (_, index) => point(index + 1)));
  const exponent = winner.energy.exponentOf(variable);
  const algorithms = algorithmsNote(study, winner.energy.toString());
  return {
    format: 2,
    study: study.name,
    level: 'training',
    preset,
    method,
    sweep: { variable, values: places.map(({ value }) => value) },
    points,
    predicted: {
      exponent: exponent.toFraction(),
      slope: exponent.valueOf(),
      energy: winner.energy.toString(),
      pattern: winner.name,
      seenAs: [...new Set(winner.layers.map(({ pattern }) => pattern))],
    },
    confidence: 0.95,
    ...(algorithms === undefined ? {} : { algorithms }),
    notes: [
      ...notes,
      ...(options.seeds === undefined && seeds < effort.seeds
        ? [`To stay within the preset there are ${seeds} data sets, where ${effort.seeds} are wanted.`]
        : []),
      ...(options.scan ? [] : finiteSizesNotes(places, variable)),
      ...(informed ? [] : ['No informed start is known for this pattern, so hysteresis cannot be seen.']),
    ],
  };
}

const thresholdOf = ({ threshold = 0.5 }: PlanOptions): number => threshold;

/** A place with the numbers of samples, or the ridges, to measure there. */
type LoadedPlace = PlacedStudy & { readonly loads: readonly SampleSetting[] };

async function chosenPlaces(
  study: Study,
  variable: string,
  options: PlanOptions & Required<Pick<PlanOptions, 'preset'>>,
  rest: () => Promise<void>,
): Promise<{ readonly places: readonly LoadedPlace[]; readonly effort: Effort; readonly notes: readonly string[] }> {
  const asked = options.sweep && [...new Set(options.sweep.values)].sort((a, b) => a - b);
  const whole = effortOf(options);
  const possible = asked?.map((value) => placedStudy(study, variable, value)) ?? inRegion(study, variable);
  const [smallest] = possible;
  if (!smallest || possible.length < 3) {
    throw new NotMeasurableError(
      `${study.name} has too few sizes to train at: a sweep needs three values of ${variable} at which the network has inputs and units.`,
    );
  }
  const { scan } = options;
  if (scan) {
    if (!asked)
      throw new NotMeasurableError(
        `${study.name} has a scan of the ridge: write at which sizes, as in sweep: ${variable} from 32 to 128.`,
      );
    const places = possible.map((place) => ({ ...place, loads: scannedLoads(place, scan, options.preset) }));
    return { places, effort: whole, notes: [] };
  }
  const sampled = (places: readonly PlacedStudy[], expected: Expectation, effort: Effort): LoadedPlace[] =>
    places.map((place) => {
      const ridge = ridgeOf(place);
      return { ...place, loads: samplesAt(place, expected, effort, options).map((samples) => ({ samples, ridge })) };
    });
  if (asked && options.samples) return { places: sampled(possible, sampleScale, whole), effort: whole, notes: [] };
  const larger = possible.find(({ value }) => value >= 1.6 * smallest.value) ?? possible.at(-1) ?? smallest;
  const pilots: Sample[] = [];
  for (const place of [smallest, larger]) {
    const from = pilots.at(-1)?.value ?? 8 * sampleScale(place);
    const value = await pilotAt(study, variable, place, from, { ...options, operations: whole.operations }, rest);
    pilots.push({ size: place.value, value });
  }
  // Two short pilots give a rough exponent: it is met halfway by the predicted one.
  const slope = (fitPowerLaw(pilots).slope + larger.winner.energy.exponentOf(variable).valueOf()) / 2;
  const last = pilots.at(-1) ?? { size: 1, value: 1 };
  const expected: Expectation = ({ value }) => last.value * (value / last.size) ** slope;
  const found = pilots.map(({ size, value }) => `${Math.round(value)} at ${variable} = ${size}`).join(' and ');
  const note = `A pilot of short chains puts P* near ${found}; the samples lie around that.`;
  const { places, effort } = asked
    ? { places: possible, effort: whole }
    : affordable(possible, expected, whole, options);
  return {
    places: sampled(places, expected, effort),
    effort,
    notes: [
      note,
      ...(effort.grid.length < whole.grid.length
        ? [
            `To stay within the preset there are ${effort.grid.length} numbers of samples instead of ${whole.grid.length}.`,
          ]
        : []),
      ...rangeNotes(places, variable, asked !== undefined),
    ],
  };
}

/**
 * P* at a place, roughly.
 * @throws NotMeasurableError when the samples that can be afforded are too few.
 */
async function pilotAt(
  study: Study,
  variable: string,
  place: PlacedStudy,
  from: number,
  options: PlanOptions & Pick<Effort, 'operations'>,
  rest: () => Promise<void>,
): Promise<number> {
  const threshold = thresholdOf(options);
  const most = mostPilotSamples(place.network, options.operations);
  const found = await roughSampleScale(
    { ...studiedAt(place), ridge: ridgeOf(place), readout: readoutOf(place.network), threshold },
    from,
    most,
    rest,
  );
  if (found !== undefined) return found;
  throw new NotMeasurableError(
    `${study.name} is too dear to train: at ${variable} = ${place.value} the alignment stays below ${threshold} ` +
      `with all the samples that a pilot can afford (${Math.round(most)}, of a network of ${place.network.parameters} weights). ` +
      `Reduce the fixed sizes or the ridge, tie the widths to ${variable}, ${options.preset === 'full' ? '' : 'ask for the preset full, '}or give the sweep and the samples in a validate block.`,
  );
}

/** The sensible sizes at which what is predicted at the reference sizes is predicted too. */
function inRegion(study: Study, variable: string): PlacedStudy[] {
  const home = placedStudy(study, variable, study.reference.get(variable) ?? 1).winner;
  const all = sensibleValues(study, variable);
  const there = all.filter(({ winner }) => winner.name === home.name && winner.energy.scalesLike(home.energy));
  return there.length < 3 ? all : there;
}

function rangeNotes(places: readonly PlacedStudy[], variable: string, asked: boolean): string[] {
  const [first, last] = [places[0], places.at(-1)];
  if (!first || !last) return [];
  const crosses = !first.winner.energy.scalesLike(last.winner.energy);
  return [
    ...(asked
      ? []
      : [
          `${variable} ends at ${last.value}: larger networks are dearer than the preset allows. So small a range tells an exponent roughly at best.`,
        ]),
    ...(crosses
      ? [
          `The sweep crosses a boundary of the heuristic, from ${first.winner.name} to ${last.winner.name}; the latter is compared.`,
        ]
      : []),
  ];
}

/** An estimate this close to the predicted power is not worth a word. */
const unnoticed = 0.05;

/** What power of the size an estimate that counts other degrees has between the ends of the sweep, where that is not the predicted one. */
function finiteSizesNotes(places: readonly PlacedStudy[], variable: string): string[] {
  const [first, last] = [places[0], places.at(-1)];
  const ends = [first, last].flatMap((place) => (place ? (oddPoint(studiedAt(place), ridgeOf(place)) ?? []) : []));
  const [small, large] = ends.map(samplesToHalf);
  if (!first || !last || small === undefined || large === undefined || first.value >= last.value) return [];
  const power = Math.log(large / small) / Math.log(last.value / first.value);
  if (Math.abs(power - last.winner.energy.exponentOf(variable).valueOf()) <= unnoticed) return [];
  return [
    `Units that learn one degree hold others too, and in small networks few are left to cancel them: an estimate that counts this has P* ~ ${variable}^${power.toFixed(2)} from ${variable} = ${first.value} to ${last.value}.`,
  ];
}

const ridgeOf = ({ study }: PlacedStudy): number => study.ridge.value(study.reference);

/** The study at a place as its points have it. */
function studiedAt({ study, winner }: PlacedStudy): Pick<PlannedPoint, 'network' | 'target' | 'informed'> {
  const informed = startsOf(winner, study);
  return {
    network: numericAt(study.network, study.reference),
    target: numericAt(study.target, study.reference),
    ...(informed ? { informed } : {}),
  };
}

function algorithmsNote(study: Study, energy: string): string | undefined {
  const known = algorithmic(study);
  if (!known) return undefined;
  return (
    `Known algorithms need P ~ ${known.onlineSgd.toString()} (online SGD) or ${known.smoothedSgd.toString()} (smoothed), where at equilibrium κ ${energy} would do: ` +
    'in between, chains may not find the equilibrium in reasonable time.'
  );
}
