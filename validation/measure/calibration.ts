import {
  keptPrefactor,
  predict,
  type KeptPrefactor,
  type Monomial,
  type Pattern,
  type Study,
} from '../../theory/index.js';
import { ReasonedError } from '../errors.js';
import { numericAt } from '../plan.js';
import type { Point, ValidationResult } from '../result.js';

/** A result that calibrates nothing; the reason says why, and what to do. */
export class NotCalibratingError extends ReasonedError {
  override readonly name = 'NotCalibratingError';
}

/**
 * The prefactor of a result, to be kept for the study that was measured.
 * @param study as its file has it now.
 * @param run what names the run: its folder, relative to the file.
 * @param following the sizes that followed others in the validation alone.
 * @throws NotCalibratingError when the run is not finished, measured no prefactor, scanned the ridge or trained by descent, disagrees with the prediction, or
 *   measured another network or target than the study has now.
 */
export function prefactorFrom(
  study: Study,
  result: ValidationResult,
  run: string,
  following: Following = new Map(),
): KeptPrefactor {
  const { prefactor, verdict, status, level } = result;
  if (result.study !== study.name) {
    throw new NotCalibratingError({ code: 'run-of-other-study', run, measured: result.study, study: study.name });
  }
  if (status !== 'finished') throw new NotCalibratingError({ code: 'run-unfinished', run, status, study: study.name });
  if (level === 'estimate') throw new NotCalibratingError({ code: 'run-estimated', run, study: study.name });
  if (!prefactor) throw new NotCalibratingError({ code: 'run-without-prefactor', run, study: study.name });
  if (verdict === 'disagrees') throw new NotCalibratingError({ code: 'run-disagrees', run });
  if (level === 'descent') throw new NotCalibratingError({ code: 'run-of-descent', run, study: study.name });
  const { method } = result.plan as { readonly method?: { readonly scan?: unknown } | null };
  if (method?.scan !== undefined) {
    throw new NotCalibratingError({ code: 'run-scanned-ridge', run, study: study.name });
  }
  const winner = measuredPattern(study, result, following);
  if (!winner) throw new NotCalibratingError({ code: 'run-of-other-network', run, study: study.name });
  return keptPrefactor(study, winner, { prefactor, run, level, verdict, sizes: measuredSizes(result.points) });
}

/** What a plan says of a point; files of runs are not trusted. */
interface PlannedPart {
  readonly sizes?: Readonly<Record<string, number>>;
  readonly network?: unknown;
  readonly target?: unknown;
}

type Following = ReadonlyMap<string, Monomial>;

/** The pattern that a run measured, when every point that it planned is one of the study. */
function measuredPattern(
  study: Study,
  { plan, predicted }: ValidationResult,
  following: Following,
): Pattern | undefined {
  const points = Array.isArray(plan['points']) ? (plan['points'] as PlannedPart[]) : [];
  const last = points.at(-1);
  if (!last?.sizes || !points.every((point) => isOf(study, point, following))) return undefined;
  const { winner } = predict(studyAt(study, last.sizes, following));
  const energy = winner.energy.substitute(following).toString();
  return winner.name === predicted.pattern && energy === predicted.energy ? winner : undefined;
}

function isOf(study: Study, { sizes = {}, network, target }: PlannedPart, following: Following): boolean {
  if (!Object.values(sizes).every((size) => size > 0)) return false;
  const { reference } = studyAt(study, sizes, following);
  return (
    compared(numericAt(study.network, reference)) === compared(network) &&
    compared(numericAt(study.target, reference)) === compared(target)
  );
}

function studyAt(study: Study, sizes: Readonly<Record<string, number>>, following: Following): Study {
  const reference = new Map([...study.reference, ...Object.entries(sizes)]);
  const followed = [...following].map(([name, size]) => [name, size.value(reference)] as const);
  return { ...study, reference: new Map([...reference, ...followed]) };
}

/** A text that two parts share when they are the same to a measurement: without names, and up to rounding. */
function compared(part: unknown): string {
  const text = JSON.stringify(part, (key, value: unknown) => {
    if (key === 'name') return undefined;
    return typeof value === 'number' ? Number(value.toPrecision(10)) : value;
  });
  return text ?? '';
}

function measuredSizes(points: readonly Point[]): KeptPrefactor['sizes'] {
  const names = [...new Set(points.flatMap(({ sizes }) => Object.keys(sizes)))];
  return Object.fromEntries(
    names.map((name) => {
      const values = points.flatMap(({ sizes }) => sizes[name] ?? []);
      return [name, [Math.min(...values), Math.max(...values)]];
    }),
  );
}
