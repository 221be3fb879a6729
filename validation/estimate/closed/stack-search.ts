import { predict, type PatternName } from '../../../theory/index.js';
import { studyOf } from '../../drawn/study-of.js';
import { NotMeasurableError } from '../../errors.js';
import type { LayerState } from '../../rate/layers/layer.js';
import { patternOf } from '../../rate/layers/search.js';
import { startOf } from '../../rate/layers/start.js';
import { ofUnitLayers } from '../../rate/layers/unit-layers.js';
import { coordinates, type Coordinates } from '../../rate/layers/variables.js';
import { minimiseSmooth } from '../../rate/quasi-newton.js';
import type { EstimateSetting } from '../setting.js';
import { learnedBy, type Learned, type Memory } from './population.js';
import { StackPosterior } from './stack.js';

/** The heuristic's patterns, the best first, whose states begin the search. */
const mostStarts = 4;
/** Minima that are followed from one P to the next. */
const followed = 3;
/** The relative width within which P* is found, and the largest P that is tried. */
const width = 1.02;
const most = 1e30;
/** Relative precisions of a minimum: where every start is followed, and of the lowest of them. */
const rough = 1e-3;
const exact = 1e-5;
/** By how much a layer's feature moves its pre-activations where a search begins. */
const reach = 1.5;
/** Where the lean of the last layer's other units begins, in deviations of the prior. */
const leaning = 1;
/** Where the variances across of the combinations of units that are read begin, in units of the prior's. */
const cleaner = 0.15;
const othersCleaner = 0.4;
/** How often a descent begins afresh where it stalls, and the relative gain for which it does. */
const mostRestarts = 2;
const restartGain = 0.003;

/** States of all layers with the patterns of their start. */
interface Start {
  readonly patterns: readonly PatternName[];
  readonly states: readonly LayerState[];
}

/** A minimum of U_P. */
interface Reached extends Start, Learned {
  readonly total: number;
}

/** What was found at a P: the lowest minima, and the alignment of the lowest. */
interface Looked {
  readonly samples: number;
  readonly alignment: number;
  readonly minima: readonly Reached[];
}

/** The activations with which such a model was compared with training. */
const compared: readonly (string | undefined)[] = ['erf', 'relu'];
/** The highest degree of a target. */
const highest = 7;

/** Whether a network and target have such a model: two dense layers or more on isotropic data, and a target of one Hermite component along one direction. */
export function isStack({ network, target }: Pick<EstimateSetting, 'network' | 'target'>): boolean {
  const { input, layers } = network;
  if (input.kind !== 'gaussian' || input.signal !== undefined || layers.length < 2) return false;
  if (target.kind !== 'hermite' || target.directions !== 1) return false;
  const [term, ...more] = target.terms.filter(({ coefficient }) => coefficient !== 0);
  if (!term || more.length > 0 || term.degree < 1 || term.degree > highest) return false;
  return layers.every(
    ({ kind, residual, sizes, activation }, index) =>
      kind === 'dense' &&
      compared.includes(activation) &&
      sizes['experts'] === undefined &&
      (!residual || (index > 0 && sizes['width'] === layers[index - 1]?.sizes['width'])),
  );
}

/**
 * P* of a stack of dense layers: where the alignment of the lowest state of U_P crosses the threshold, over the rate level's states of all layers (docs/validation.md, "Level estimate").
 * @param guess where the search begins.
 * @param pause awaited between minimisations; may throw to stop.
 * @throws NotMeasurableError where no number of samples is enough.
 */
export async function stackEstimate(
  { network, target, ridge, noise = 0, threshold = 1 / 2 }: EstimateSetting,
  pause: () => Promise<void>,
  guess?: number,
): Promise<{ samples: number; pattern: string }> {
  const posterior = new StackPosterior({ network, target });
  const { problem } = posterior;
  const { layers, dimension } = problem.stack;
  const names = predict(studyOf({ network, target })).patterns.map((one) => one.layers.map(({ pattern }) => pattern));
  const distinct = [...new Map(names.map((one) => [one.join(), one])).values()].slice(0, mostStarts);
  const lazy = layers.map((): PatternName => 'lazy');
  const starts = [lazy, ...distinct.flatMap((one) => ofUnitLayers(network.layers, one))];
  // Units that do not lean are a saddle of odd activations: the others begin beside it, to hold against what those that stand out hold of other degrees.
  const isRead = layers.map((_, index) => layers.slice(index + 1).every(({ residual }) => residual));
  const leant = (states: readonly LayerState[]): LayerState[] =>
    states.map((state, index) => ({
      ...state,
      othersTogether: othersCleaner,
      ...(state.units > 0 && { together: cleaner }),
      ...(state.units > 0 && isRead[index] && { lean: leaning }),
    }));
  const fresh: Start[] = [];
  for (const patterns of [...new Map(starts.map((one) => [one.join(), one])).values()]) {
    await pause();
    fresh.push({ patterns, states: leant(startOf(problem, patterns, reach)) });
  }
  const memory: Memory = {};
  const learnedAt = (samples: number, states: readonly LayerState[]): Learned & { total: number } => {
    const { cost, population } = posterior.at(states);
    const learned = learnedBy(population, { samples, ridge, noise }, memory);
    const total = cost + learned.energy;
    return { ...learned, total: Number.isFinite(total) ? total : Infinity };
  };
  const coordinatesOf = (patterns: readonly PatternName[]): Coordinates =>
    coordinates(
      layers.map((layer, index) => ({
        pattern: patterns[index] ?? 'lazy',
        others: true,
        leaning: isRead[index] ?? false,
        together: true,
        followed: index < layers.length - 1,
        hasRest: index > 0,
        residual: layer.residual,
        mostUnits: Math.max(layer.width, 1),
      })),
    );
  const descend = (samples: number, { patterns, states: base }: Start, precision: number): Reached => {
    const { vectorOf, statesAt } = coordinatesOf(patterns);
    const totalAt = (moved: ArrayLike<number>): number => learnedAt(samples, statesAt(base, moved)).total;
    let found = minimiseSmooth(totalAt, vectorOf(base), precision, 'forward');
    for (let again = 0; precision === exact && again < mostRestarts; again++) {
      const next = minimiseSmooth(totalAt, found.at, precision, 'forward');
      const gained = found.value - next.value;
      found = next;
      if (!(gained > restartGain * Math.abs(next.value))) break;
    }
    const states = statesAt(base, found.at);
    return { ...learnedAt(samples, states), states, patterns };
  };
  const lowestAt = async (samples: number, known: readonly Start[], cold: readonly Start[]): Promise<Reached[]> => {
    const found: Reached[] = [];
    for (const from of [...known, ...cold]) {
      await pause();
      found.push(descend(samples, from, rough));
    }
    const lowest = (minima: Reached[]): Reached[] => minima.sort((a, b) => a.total - b.total).slice(0, followed);
    const ended: Reached[] = [];
    for (const from of lowest(found)) {
      await pause();
      ended.push(descend(samples, from, exact));
    }
    return lowest(ended);
  };

  let samples = guess ?? 20 * dimension;
  let [low, high]: [Looked | undefined, Looked | undefined] = [undefined, undefined];
  let cold: readonly Start[] = fresh;
  for (let factor = 1.7; !low || !high; factor = Math.min(factor * 1.6, 10)) {
    if (samples > most || samples < 1 / most) throw new NotMeasurableError({ code: 'no-estimate-in-reach' });
    const minima = await lowestAt(samples, (low ?? high)?.minima ?? [], cold);
    // What was far above the lowest where it began is not tried again.
    cold = cold.filter(({ patterns }) => minima.some((one) => one.patterns === patterns));
    const found: Looked = { samples, minima, alignment: minima[0]?.alignment ?? 0 };
    if (found.alignment < threshold) [low, samples] = [found, samples * factor];
    else [high, samples] = [found, samples / factor];
  }
  for (let step = 0; high.samples / low.samples > width && step < 12; step++) {
    const gap = high.alignment - low.alignment;
    const share = step % 3 === 2 || gap > 0.3 ? 0.5 : Math.min(Math.max((threshold - low.alignment) / gap, 0.1), 0.9);
    const middle = low.samples * (high.samples / low.samples) ** share;
    const minima = await lowestAt(middle, [...low.minima.slice(0, 2), ...high.minima.slice(0, 2)], []);
    const found: Looked = { samples: middle, minima, alignment: minima[0]?.alignment ?? 0 };
    if (found.alignment < threshold) low = found;
    else high = found;
  }
  const shown = high.minima[0]?.states ?? [];
  const { cosines } = problem.energy(shown);
  return {
    samples: Math.sqrt(low.samples * high.samples),
    pattern: shown.map((state, index) => patternOf(state, cosines[index] ?? 0)).join(', '),
  };
}
