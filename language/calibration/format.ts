import { t } from '@vscode/l10n';
import type { Bracket, KeptPrefactor } from '../../theory/calibration.js';

/** The end of the name of the file that stands beside an .arch file and keeps its measured prefactors. */
export const calibrationExtension = '.calibration.json';

/** The prefactors that a file keeps, by the name of the study. */
export type KeptCalibrations = ReadonlyMap<string, readonly KeptPrefactor[]>;

/** A calibration file that is not one. The message says what is wrong with it, for the user. */
export class BrokenCalibrationError extends Error {
  override readonly name = 'BrokenCalibrationError';
}

const format = 1;

const about =
  'Prefactors measured by "archscale validate", kept by "archscale calibrate". They scale numbers, never exponents. ' +
  'Take one away with "archscale calibrate FILE --study NAME --remove", or all by deleting this file.';

/**
 * Reads the text of a calibration file.
 * @throws BrokenCalibrationError
 */
export function readCalibrations(text: string): KeptCalibrations {
  const content = parsed(text);
  if (!isRecord(content) || !isRecord(content['studies'])) throw broken(t('it has no "studies"'));
  if (content['format'] !== format) {
    const found = content['format'];
    throw broken(
      t`its format is ${typeof found === 'number' ? found : t('no number')}, and this version reads format ${format}`,
    );
  }
  return new Map(
    Object.entries(content['studies']).map(([study, entries]) => {
      if (!Array.isArray(entries)) throw broken(t`what it has for ${study} is no list`);
      return [study, entries.map((entry: unknown, index) => prefactorIn(entry, t`entry ${index + 1} of ${study}`))];
    }),
  );
}

/** The text of a calibration file: JSON, one value a line, in the order of the names. */
export function writtenCalibrations(kept: KeptCalibrations): string {
  const studies = Object.fromEntries([...kept].filter(([, entries]) => entries.length > 0).sort(byName));
  return `${JSON.stringify({ format, about, studies }, undefined, 2)}\n`;
}

/** With a prefactor of a study added, in the place of an earlier one for the same closed form. */
export function withPrefactor(kept: KeptCalibrations, study: string, added: KeptPrefactor): KeptCalibrations {
  const others = (kept.get(study) ?? []).filter(
    ({ pattern, measured }) => pattern !== added.pattern || measured.energy !== added.measured.energy,
  );
  return new Map([...kept, [study, [...others, added]]]);
}

/** Without the prefactors of a study. */
export function withoutStudy(kept: KeptCalibrations, study: string): KeptCalibrations {
  return new Map([...kept].filter(([name]) => name !== study));
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw broken(t('it is no JSON'));
  }
}

function prefactorIn(entry: unknown, where: string): KeptPrefactor {
  if (!isRecord(entry)) throw broken(t`${where} is no prefactor`);
  const { pattern, prefactor, measured, run, level, verdict, sizes } = entry;
  if (!isBracket(prefactor)) throw broken(t`${where} lacks a "prefactor" with a value inside its interval`);
  if (typeof pattern !== 'string' || typeof run !== 'string') throw broken(t`${where} lacks its "pattern" or "run"`);
  if (!isRecord(measured) || typeof measured['subject'] !== 'string' || typeof measured['energy'] !== 'string') {
    throw broken(t`${where} does not say what was "measured"`);
  }
  if (level !== 'rate' && level !== 'training') throw broken(t`${where} has no "level": rate or training`);
  if (verdict !== 'agrees' && verdict !== 'cannot tell') {
    throw broken(t`${where} has no "verdict": agrees or cannot tell`);
  }
  if (!isRecord(sizes) || !Object.values(sizes).every(isInterval)) throw broken(t`${where} lacks its "sizes"`);
  return {
    prefactor: { value: prefactor.value, interval: prefactor.interval },
    pattern,
    measured: { subject: measured['subject'], energy: measured['energy'] },
    run,
    level,
    verdict,
    sizes: sizes as KeptPrefactor['sizes'],
  };
}

function isBracket(value: unknown): value is Bracket {
  if (!isRecord(value) || !isInterval(value['interval'])) return false;
  const [low, high] = value['interval'];
  const at = value['value'];
  return typeof at === 'number' && low <= at && at <= high;
}

function isInterval(value: unknown): value is readonly [number, number] {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [low, high] = value as unknown[];
  return typeof low === 'number' && typeof high === 'number' && low > 0 && low <= high && Number.isFinite(high);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function broken(reason: string): BrokenCalibrationError {
  return new BrokenCalibrationError(reason);
}
