import type { LangevinMethod, PlannedPoint } from '../../plan.js';
import type { Sensitivity } from '../../network/sensitivity.js';
import type { Point } from '../../result.js';
import type { Chains } from './convergence.js';
import { driftOfDraws, effectiveSampleSize, meanError, nestedRHat, normalScores, splitRHat } from './convergence.js';

export type Start = 'prior' | 'informed';

/** What an engine hands over of the chains of one point. Draws are evenly spaced over the whole run, of chains that were run on more than planned; null is not finite. */
export interface ChainRecords {
  readonly starts: readonly Start[];
  /** Alignment of the chain's f with the target on fresh inputs, one row a chain. */
  readonly draws: readonly (readonly (number | null)[])[];
  /** <v^2> over the weights, one row a chain. */
  readonly temperatures: readonly (readonly (number | null)[])[];
  /** Units of the first layer that are aligned with the target's direction, mean over the chains; where that can be said. */
  readonly units?: number;
  /** Of the network at the end of its chains, mean over those that are finite; where that can be said. */
  readonly sensitivity?: Sensitivity | undefined;
  /** How often the planned step was halved, as chains diverged with it. */
  readonly halvings?: number;
}

/** The usual demands: Vehtari et al. 2021. */
export const demanded = { rHat: 1.01, effectivePerChain: 100 } as const;

/** A chain whose mean <v^2> is above this has left equilibrium: its step is too long. */
export const hottest = 2;

/**
 * A measured point: the mean alignment of all its chains, with the error of that mean, and what its chains say of themselves.
 *
 * If a chain has diverged, the others are averaged, `seen.diverged` counts those that have, and the point is not used further. If all
 * have, the value is 0 and its error 1.
 */
export function pointOf(
  { sizes, seed }: PlannedPoint,
  { burnIn, draws }: LangevinMethod,
  records: ChainRecords,
): Point {
  const late = <T>(row: readonly T[]): readonly T[] => row.slice(Math.round(burnIn * row.length));
  // What a chain learns heats it at first, whatever its step.
  const heats = records.temperatures.map((row) => mean(late(row)));
  const isSound = records.draws.map((row, chain) => isFinite(row) && (heats[chain] ?? Infinity) < hottest);
  const kept = records.draws.map((row) => late(row) as readonly number[]);
  const of = (start?: Start): Chains =>
    kept.filter((_, chain) => isSound[chain] && (start === undefined || records.starts[chain] === start));
  const chains = of();
  const diverged = records.draws.length - chains.length;
  if (chains.length === 0) return { sizes, seed, value: 0, error: 1, seen: { diverged, mixed: 'no' } };
  const doublings = Math.round(Math.log2((records.draws[0]?.length ?? draws) / draws));
  const groups = [of('prior'), of('informed')].filter(({ length }) => length > 0);
  const rHat = splitRHat(chains);
  const effective = effectiveSampleSize(normalScores(chains)) / chains.length;
  const mixed = diverged === 0 && rHat < demanded.rHat && effective > demanded.effectivePerChain;
  const startMeans = (['prior', 'informed'] as const).flatMap((start) => {
    const rows = of(start);
    return rows.length === 0 ? [] : [[start, mean(rows.flat())] as const];
  });
  return {
    sizes,
    seed,
    value: mean(chains.flat()),
    error: meanError(chains),
    ...(records.sensitivity ? { sensitivity: records.sensitivity } : {}),
    seen: {
      mixed: mixed ? 'yes' : 'no',
      rHat: finite(rHat),
      ...(groups.length > 1 ? { nestedRHat: finite(nestedRHat(groups)) } : {}),
      effectivePerChain: effective,
      drift: driftOfDraws(chains),
      ...Object.fromEntries(startMeans),
      diverged,
      temperature: mean(heats.filter((_, chain) => isSound[chain])),
      ...(doublings > 0 ? { doublings } : {}),
      ...(records.units === undefined ? {} : { units: records.units }),
      ...(records.halvings === undefined ? {} : { halvings: records.halvings }),
    },
  };
}

/** JSON has no infinity: chains that stand still at different places. */
const finite = (value: number): number => Math.min(value, 1e6);

const isFinite = (values: readonly (number | null)[]): values is readonly number[] =>
  values.every((value) => typeof value === 'number' && Number.isFinite(value));

/** The mean; infinity when a value is missing. */
function mean(values: readonly (number | null)[]): number {
  return values.reduce<number>((sum, value) => sum + (value ?? Infinity), 0) / values.length;
}

/** The mean of what is finite; undefined where nothing is. */
export function meanSensitivity(all: readonly Sensitivity[]): Sensitivity | undefined {
  const sound = all.filter(({ along, across }) => Number.isFinite(along + across));
  if (sound.length === 0) return undefined;
  return {
    along: mean(sound.map(({ along }) => along)),
    across: mean(sound.map(({ across }) => across)),
  };
}
