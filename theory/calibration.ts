import type { Fit, FitVerdict } from './needs.js';
import type { Monomial } from './monomial.js';
import type { Pattern, Prediction } from './prediction.js';
import { studySubject } from './subject.js';
import type { Study } from './study.js';

/** A number with the interval that holds it. */
export interface Bracket {
  readonly value: number;
  readonly interval: readonly [low: number, high: number];
}

/** A level at which prefactors are measured: `rate` those of E, `training` those of P*. */
export type KeptLevel = 'rate' | 'training';

/**
 * A measured prefactor as it is kept beside a file. Of a run at the rate level it is E(1) over the energy of one pattern: it scales
 * E. Of a training run it is the measured number of samples over kappa E: it scales P*. It holds for one network and target, and
 * for one closed form: where a bound takes over (M = 1) the prefactor is another.
 */
export interface KeptPrefactor {
  readonly prefactor: Bracket;
  /** `lazy, specialization`: the pattern that was predicted and measured. */
  readonly pattern: string;
  /** Network and target that were measured, and the closed form, in canonical sizes: see `studySubject`. */
  readonly measured: { readonly subject: string; readonly energy: string };
  /** What names the run: its folder, relative to the file. */
  readonly run: string;
  readonly level: KeptLevel;
  readonly verdict: 'agrees' | 'cannot tell';
  /** The least and the largest value of each size that was measured. */
  readonly sizes: Readonly<Record<string, readonly [number, number]>>;
}

/** Why a kept prefactor is not used for the numbers of a study as it stands. */
export type Unused =
  /** Its network or target is not the one that was measured. */
  | { readonly why: 'changed'; readonly kept: KeptPrefactor }
  /** Its pattern does not win at the reference sizes, or by another closed form. */
  | { readonly why: 'other-pattern'; readonly kept: KeptPrefactor };

/** What the kept prefactors of a study come to. */
export interface Calibration {
  /** That of E of the winner, from a run at the rate level. It says nothing about the number of samples. */
  readonly energy: KeptPrefactor | undefined;
  /** That of P* of the winner, from a training run: what P* and every hint use. */
  readonly samples: KeptPrefactor | undefined;
  /** All that hold for a pattern of the study at its reference sizes, by their level and the pattern's name. */
  readonly byPattern: Readonly<Record<KeptLevel, ReadonlyMap<string, KeptPrefactor>>>;
  readonly unused: readonly Unused[];
}

/** Without a measurement a prefactor is only known to be of order 1 to 10. */
export const unknownPrefactor: Bracket['interval'] = [1, 10];

/**
 * Which of the kept prefactors hold for a study, and why the others do not. Exponents never depend on them.
 * @param kept those of this study, in any order; of several for one closed form and level the last counts.
 */
export function calibrationOf(study: Study, prediction: Prediction, kept: readonly KeptPrefactor[]): Calibration {
  const byPattern = { rate: new Map<string, KeptPrefactor>(), training: new Map<string, KeptPrefactor>() };
  if (kept.length === 0) return { energy: undefined, samples: undefined, byPattern, unused: [] };
  const { subject, inCanonicalSizes } = studySubject(study);
  const unused: Unused[] = [];
  for (const one of kept) {
    if (one.measured.subject !== subject) {
      unused.push({ why: 'changed', kept: one });
      continue;
    }
    const pattern = prediction.patterns.find(({ name }) => name === one.pattern);
    const holds = pattern !== undefined && inCanonicalSizes(pattern.energy) === one.measured.energy;
    if (holds) byPattern[one.level].set(one.pattern, one);
    if (!holds || pattern !== prediction.winner) unused.push({ why: 'other-pattern', kept: one });
  }
  const { name } = prediction.winner;
  return { energy: byPattern.rate.get(name), samples: byPattern.training.get(name), byPattern, unused };
}

/** The prefactor of a study's winner as it would be kept after a measurement. */
export function keptPrefactor(
  study: Study,
  winner: Pattern,
  measured: Omit<KeptPrefactor, 'pattern' | 'measured'>,
): KeptPrefactor {
  const { subject, inCanonicalSizes } = studySubject(study);
  return { pattern: winner.name, ...measured, measured: { subject, energy: inCanonicalSizes(winner.energy) } };
}

/**
 * A scale with a measured prefactor, and with its interval.
 * @param scale E for a prefactor of the rate level, P* = kappa E for one of the training level.
 */
export function calibratedScale(study: Study, scale: Monomial, { prefactor }: KeptPrefactor): Bracket {
  const bare = scale.value(study.reference);
  const [low, high] = prefactor.interval;
  return { value: bare * prefactor.value, interval: [bare * low, bare * high] };
}

/** The sizes whose reference value lies outside what was measured: there the prefactor is carried on. */
export function sizesOutside({ reference }: Study, { sizes }: KeptPrefactor): string[] {
  return Object.entries(sizes).flatMap(([name, [least, most]]) => {
    const value = reference.get(name);
    return value !== undefined && (value < least || value > most) ? [name] : [];
  });
}

/**
 * Where P is: below P*, above what a small error needs, between both, or within the interval of P*, where the measured prefactor cannot
 * tell.
 */
export type SampleVerdict = FitVerdict | 'within';

/**
 * P against a calibrated P* and what a small error needs; undefined when the study gives no samples.
 * @param fit its samples are a scale whose prefactor was not measured, unless the energy decides them: then they are P* itself.
 */
export function sampleVerdict(
  study: Study,
  { interval: [low, high] }: Bracket,
  { rule, samples }: Pick<Fit, 'rule' | 'samples'>,
): SampleVerdict | undefined {
  const given = study.samples?.value(study.reference);
  if (given === undefined) return undefined;
  if (given < low) return 'below';
  if (given < high) return 'within';
  return rule === 'energy' || given >= samples.value(study.reference) * (1 - 1e-9) ? 'above' : 'between';
}
