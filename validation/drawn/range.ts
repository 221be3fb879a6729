import type { ReferenceSizes, Study } from '../../theory/index.js';
import { predict } from '../../theory/index.js';
import { NotMeasurableError } from '../errors.js';
import type { MeasurementMessage } from '../messages.js';
import type { PlanOptions, Preset } from '../plan.js';
import { numericAt } from '../plan.js';
import { pointCount, spaced } from '../request/spacing.js';
import { pause } from '../run/pause.js';
import { freeSizes, type RateModel } from '../rate/model.js';
import { exists, patternsSeenAs, studyAt, type SweepChoice } from '../rate/range.js';

/** Multiplications of one U at the largest size of a sweep: about a thousand of U are taken at a point. */
const mostWork: Readonly<Record<Preset, number>> = { quick: 8e6, full: 8e7 };
/** Powers to which all free sizes are taken together: every order of monomials, and so the pattern, stays as it is. */
const powers = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3];
/** Where no three sizes can be drawn with so much work, as many times more are tried. */
const moreWork = [1, 4, 16, 64];
/** A sweep over this factor is wide enough. */
const wide = 32;
/** No size is taken below this on purpose: a few units or tokens tell nothing of many. */
const smallest = 4;
const largest = 4096;

interface Candidate {
  readonly study: Study;
  readonly variable: string;
  readonly low: number;
  readonly high: number;
  readonly inRegion: boolean;
  /** Whether the predicted energy moves at its upper end. */
  readonly moves: boolean;
}

/** A choice of sizes for networks that are drawn: those that are not swept may be smaller than the study's. */
export interface DrawnChoice extends SweepChoice {
  /** The study at the sizes that are held. */
  readonly study: Study;
}

/**
 * Chooses where drawn networks are measured: the widest range of one size on which the heuristic's best pattern is that at the reference sizes, and the network can be drawn. Where it
 * cannot be at the reference sizes, all free sizes are taken to the same power below 1, which changes no order of monomials.
 * @param variables sizes in which the energy moves, the best to sweep first.
 * @param work of one U at the largest size, where it is not that of the preset.
 * @throws NotMeasurableError when no three sizes can be drawn.
 */
export async function chooseDrawnRange(
  study: Study,
  model: RateModel,
  variables: readonly string[],
  options: PlanOptions,
  work = mostWork[options.preset ?? 'quick'],
): Promise<DrawnChoice> {
  let best: Candidate | undefined;
  for (const more of moreWork) best ??= await widest(study, model, variables, more * work, options.signal);
  if (!best) throw new NotMeasurableError({ code: 'too-large-to-draw', study: study.name });
  const values = spaced(best.low, best.high, pointCount(options));
  const at = patternsSeenAs(studyAt(best.study, best.variable, best.high));
  const notes: MeasurementMessage[] = [];
  if (!best.inRegion)
    notes.push({
      code: 'pattern-at-no-size',
      variable: best.variable,
      end: best.high,
      pattern: predict(study).winner.name,
    });
  const lowered = freeSizes(model).filter(
    (name) => name !== best.variable && (best.study.reference.get(name) ?? 1) < (study.reference.get(name) ?? 1),
  );
  if (lowered.length > 0)
    notes.push({
      code: 'sizes-lowered-to-draw',
      sizes: Object.fromEntries(lowered.map((name) => [name, best.study.reference.get(name) ?? 1])),
    });
  notes.push({
    code: 'range-drawn',
    variable: best.variable,
    from: values[0] ?? best.low,
    to: values.at(-1) ?? best.high,
  });
  return { study: best.study, sweep: { variable: best.variable, values }, ...at, notes };
}

async function widest(
  study: Study,
  model: RateModel,
  variables: readonly string[],
  work: number,
  signal: AbortSignal | undefined,
): Promise<Candidate | undefined> {
  const home = predict(study).winner;
  let best: Candidate | undefined;
  for (const variable of variables) {
    for (const power of powers) {
      await pause(signal);
      const lowered = { ...study, reference: loweredTo(study.reference, power) };
      const drawable = wholeSizes().filter((value) => {
        const there = studyAt(lowered, variable, value);
        return exists(model, there.reference, smallest) && workThere(model, there) <= work;
      });
      const inRegion = drawable.filter((value) => {
        const { winner } = predict(studyAt(lowered, variable, value));
        return winner.name === home.name && winner.energy.scalesLike(home.energy);
      });
      const found = [candidateOf(inRegion, true), candidateOf(drawable, false)].find((one) => one !== undefined);
      if (!found) continue;
      const { winner } = predict(studyAt(lowered, variable, found.high));
      const one = { study: lowered, variable, moves: winner.energy.exponents.has(variable), ...found };
      if (!best || scoreOf(one) > 1.2 * scoreOf(best)) best = one;
    }
    if (best?.inRegion === true && best.high / best.low >= wide / 4) break;
  }
  return best;
}

/** Sizes in the region count before all others, those at which the energy moves before others, and a wider range before a narrower one. */
const scoreOf = ({ inRegion, moves, low, high }: Candidate): number =>
  (inRegion && high >= 2 * low ? 10_000 : moves ? 100 : 1) * Math.min(high / low, wide);

function candidateOf(
  values: readonly number[],
  inRegion: boolean,
): Pick<Candidate, 'low' | 'high' | 'inRegion'> | undefined {
  const [low, high] = [values[0], values.at(-1)];
  if (low === undefined || high === undefined || high < low + 2) return undefined;
  return { low: Math.max(low, Math.ceil(high / wide)), high, inRegion };
}

function workThere({ workAt }: RateModel, { network, target, reference }: Study): number {
  return workAt ? workAt(numericAt({ network, target }, reference)) : Infinity;
}

const loweredTo = (reference: ReferenceSizes, power: number): ReferenceSizes =>
  new Map(
    [...reference].map(([name, value]) => [name, Math.max(Math.min(value, smallest), Math.round(value ** power))]),
  );

/** Whole numbers a factor of about the root of 2 apart. */
const wholeSizes = (): number[] =>
  [...new Set(Array.from({ length: 21 }, (_, index) => Math.round(smallest * 2 ** (index / 2))))].filter(
    (value) => value <= largest,
  );
