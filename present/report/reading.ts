import { isLevel } from '../../language/syntax/words.js';
import type { Interval, Point, RunEvent, ValidationResult } from '../../validation/result.js';
import { bridgeFrom } from './bridge-reading.js';

/** So many signs a result file has at most, so deep it nests, and so many items its lists have: more would stop the page that shows it. */
const longest = 1 << 26;
const deepest = 30;
const mostItems = 20_000;

/**
 * What a result file says. Files are not trusted: optional parts and points that are not as they should be are left out.
 * @returns undefined when its text is no result.
 */
export function asResult(text: string): ValidationResult | undefined {
  const content = text.length > longest ? undefined : parsed(text);
  return isRecord(content) && isBounded(content, deepest) ? resultFrom(content) : undefined;
}

/** What a line of an event stream says; undefined when it is no event. */
export function asEvent(line: string): RunEvent | undefined {
  const content = parsed(line);
  if (!isRecord(content)) return undefined;
  const { event, points, device, done, of, running, waiting, secondsLeft } = content;
  const isWhole =
    (event === 'started' && isNumber(points) && isText(device)) ||
    (event === 'progress' && isNumber(done) && isNumber(of) && (secondsLeft === undefined || isNumber(secondsLeft))) ||
    (event === 'queue' && isNumber(running) && isNumber(waiting)) ||
    (event === 'point' && asPoint(content['point']).length > 0) ||
    ((event === 'warning' || event === 'failed') && isText(content['message'])) ||
    (event === 'finished' && isNumber(content['seconds']));
  return isWhole ? (content as RunEvent) : undefined;
}

function resultFrom({ measured, prefactor, bridge, ...content }: Part): ValidationResult | undefined {
  const { study, level, status, verdict, sweep, predicted, points, diagnostics, plan } = content;
  if (!isText(study) || !isLevel(level)) return undefined;
  if (!isOneOf(['running', 'finished', 'interrupted', 'failed'] as const, status)) return undefined;
  if (!isOneOf(['agrees', 'disagrees', 'cannot tell'] as const, verdict)) return undefined;
  if (!isSweep(sweep) || !isPrediction(predicted) || !Array.isArray(points)) return undefined;
  if (!isRecord(diagnostics) || !isRecord(plan)) return undefined;
  return {
    ...content,
    ...{ study, level, status, verdict, sweep, predicted, diagnostics, plan },
    file: textOf(content['file']),
    engine: textOf(content['engine']),
    device: textOf(content['device']),
    reason: textOf(content['reason']),
    seconds: isNumber(content['seconds']) ? content['seconds'] : 0,
    versions: entriesOf(content['versions'], isText),
    points: points.flatMap(asPoint),
    ...(isMeasured(measured) && { measured }),
    ...(isRecord(prefactor) && isNumber(prefactor['value']) && isInterval(prefactor['interval'])
      ? { prefactor: prefactor as unknown as Interval }
      : {}),
    ...bridgeFrom(bridge),
  };
}

/** A point, or nothing. JSON has no infinite numbers: what was one is null in a file. */
function asPoint(value: unknown): Point[] {
  if (!isRecord(value) || !isRecord(value['sizes']) || !isNumber(value['seed'])) return [];
  const [measured, error] = [value['value'], value['error']].map((one) => (one === null ? Number.NaN : one));
  if (typeof measured !== 'number' || typeof error !== 'number') return [];
  const sizes = entriesOf(value['sizes'], isNumber);
  const isSeen = (one: unknown): one is number | string => isNumber(one) || isText(one);
  const seen = isRecord(value['seen']) ? { seen: entriesOf(value['seen'], isSeen) } : {};
  const { along, across } = isRecord(value['sensitivity']) ? value['sensitivity'] : {};
  const sensitivity = isNumber(along) && isNumber(across) ? { sensitivity: { along, across } } : {};
  return [{ sizes, seed: value['seed'], value: measured, error, ...sensitivity, ...seen }];
}

type Part = Readonly<Record<string, unknown>>;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** True when nothing in a value is deeper, and no list longer, than what is read. */
function isBounded(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  const inner = Object.values(value) as unknown[];
  return depth > 0 && inner.length <= mostItems && inner.every((one) => isBounded(one, depth - 1));
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isRecord = (value: unknown): value is Part =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isOneOf = <T>(all: readonly T[], value: unknown): value is T => all.includes(value as T);
const textOf = (value: unknown): string => (isText(value) ? value : '');

const isInterval = (value: unknown): value is readonly [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every(isNumber);

const isSweep = (value: unknown): value is ValidationResult['sweep'] =>
  isRecord(value) && isText(value['variable']) && Array.isArray(value['values']) && value['values'].every(isNumber);

const isPrediction = (value: unknown): value is ValidationResult['predicted'] =>
  isRecord(value) &&
  isNumber(value['slope']) &&
  [value['exponent'], value['energy'], value['pattern']].every((one) => isText(one));

const isMeasured = (value: unknown): value is NonNullable<ValidationResult['measured']> =>
  isRecord(value) && isNumber(value['exponent']) && isNumber(value['confidence']) && isInterval(value['interval']);

/** The entries of a record whose values are of a kind. */
function entriesOf<T>(value: unknown, isKind: (one: unknown) => one is T): Record<string, T> {
  const entries = isRecord(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, T] => isKind(entry[1])));
}
