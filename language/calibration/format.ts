import type { Wording } from '../../theory/message.js';
import type { Bracket, KeptPrefactor } from '../../theory/calibration.js';
import type { LanguageMessage } from '../messages.js';
import { ReasonedError } from '../reasoned-error.js';

/** The end of the name of the file that stands beside an .arch file and keeps its measured prefactors. */
export const calibrationExtension = '.calibration.json';

/** The prefactors that a file keeps, by the name of the study. */
export type KeptCalibrations = ReadonlyMap<string, readonly KeptPrefactor[]>;

/** A calibration file that is not one. The reason says what is wrong with it. */
export class BrokenCalibrationError extends ReasonedError {
  override readonly name = 'BrokenCalibrationError';
}

const format = 1;

/**
 * Reads the text of a calibration file.
 * @throws BrokenCalibrationError
 */
export function readCalibrations(text: string): KeptCalibrations {
  const content = parsed(text);
  if (!isRecord(content) || !isRecord(content['studies']))
    throw new BrokenCalibrationError({ code: 'calibration-without-studies' });
  if (content['format'] !== format) {
    const found = content['format'];
    throw new BrokenCalibrationError({
      code: 'calibration-format',
      ...(typeof found === 'number' && { found }),
      supported: format,
    });
  }
  return new Map(
    Object.entries(content['studies']).map(([study, entries]) => {
      if (!Array.isArray(entries)) throw new BrokenCalibrationError({ code: 'calibration-not-a-list', study });
      return [study, entries.map((entry: unknown, index) => prefactorIn(entry, { study, entry: index + 1 }))];
    }),
  );
}

/**
 * The text of a calibration file: JSON, one value a line, in the order of the names.
 * @param wording the words in which the file says what it is.
 */
export function calibrationsText(kept: KeptCalibrations, wording: Wording<LanguageMessage>): string {
  const studies = Object.fromEntries([...kept].filter(([, entries]) => entries.length > 0).sort(byName));
  const about = wording({ code: 'calibration-about' });
  return `${JSON.stringify({ format, about, studies }, undefined, 2)}\n`;
}

/** With a prefactor of a study added, in the place of an earlier one for the same closed form and level. */
export function withPrefactor(kept: KeptCalibrations, study: string, added: KeptPrefactor): KeptCalibrations {
  const others = (kept.get(study) ?? []).filter(
    ({ pattern, measured, level }) =>
      pattern !== added.pattern || measured.energy !== added.measured.energy || level !== added.level,
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
    throw new BrokenCalibrationError({ code: 'calibration-not-json' });
  }
}

function prefactorIn(entry: unknown, at: { readonly study: string; readonly entry: number }): KeptPrefactor {
  const broken = (lacks: (LanguageMessage & { code: 'calibration-entry' })['lacks']): BrokenCalibrationError =>
    new BrokenCalibrationError({ code: 'calibration-entry', ...at, lacks });
  if (!isRecord(entry)) throw broken('all');
  const { pattern, prefactor, measured, run, level, verdict, sizes } = entry;
  if (!isBracket(prefactor)) throw broken('prefactor');
  if (typeof pattern !== 'string' || typeof run !== 'string') throw broken('run');
  if (!isRecord(measured) || typeof measured['subject'] !== 'string' || typeof measured['energy'] !== 'string') {
    throw broken('measured');
  }
  if (level !== 'rate' && level !== 'training') throw broken('level');
  if (verdict !== 'agrees' && verdict !== 'cannot tell') throw broken('verdict');
  if (!isRecord(sizes) || !Object.values(sizes).every(isInterval)) throw broken('sizes');
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
