import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { measuredKey } from '../../language/lowering/prediction.js';
import { makeOwnFolder, readOwnText, replaceOwnFile } from '../../language/files/run-files.js';
import type { Study } from '../../theory/index.js';
import type { StudyEstimate } from './estimate.js';

/** To be raised with each change of the estimate's numbers: kept estimates of another version are not used. */
const version = 2;

/** So many estimates a folder keeps: those that were made last. */
const mostKept = 1000;

/** A longer file is no file of estimates: each takes some 300 characters. */
const longest = 2 ** 22;

/** The estimates that a folder keeps, by what they are of. */
type Entries = ReadonlyMap<string, StudyEstimate>;

/** The file that keeps the estimates of the .arch files of a folder. */
export function estimatesPath(folder: string): string {
  return join(folder, '.archscale', 'estimates.json');
}

/** The estimates that are kept for the .arch files of a folder. */
export interface KeptEstimates {
  /** The estimate of a study, where it is kept. */
  of(study: Study): StudyEstimate | undefined;
}

/** Reads the estimates that a folder keeps; none where there is no file, or one that is damaged. */
export async function keptEstimates(folder: string): Promise<KeptEstimates> {
  const entries = await entriesOf(folder);
  return { of: (study) => entries.get(entryName(study)) };
}

/**
 * Keeps the estimate of a study, beside those that the folder keeps already.
 * @throws what the file system says; the file is as it was.
 */
export async function keepEstimate(folder: string, study: Study, estimate: StudyEstimate): Promise<void> {
  const name = entryName(study);
  const others = [...(await entriesOf(folder))].filter(([other]) => other !== name);
  const estimates = Object.fromEntries([...others.slice(1 - mostKept), [name, estimate]]);
  const path = estimatesPath(folder);
  await makeOwnFolder(dirname(path));
  await replaceOwnFile(path, `${JSON.stringify({ format: version, estimates }, undefined, 1)}\n`);
}

/** The name of a study's entry: two studies share it exactly when they ask for the same number. */
function entryName(study: Study): string {
  return createHash('sha256')
    .update(`${version} ${measuredKey(study)}`)
    .digest('hex')
    .slice(0, 32);
}

async function entriesOf(folder: string): Promise<Entries> {
  try {
    const text = await readOwnText(estimatesPath(folder));
    if (text.length > longest) return new Map();
    const content = JSON.parse(text) as unknown;
    if (!isRecord(content) || content['format'] !== version || !isRecord(content['estimates'])) return new Map();
    return new Map(Object.entries(content['estimates']).filter(isEntry));
  } catch {
    return new Map();
  }
}

function isEntry(entry: [string, unknown]): entry is [string, StudyEstimate] {
  const [, one] = entry;
  if (!isRecord(one) || !isRecord(one['limit'] ?? {})) return false;
  const { interval, model, pattern, variable } = one;
  const limit = one['limit'] as Record<string, unknown> | undefined;
  return (
    isPositive(one['samples']) &&
    Array.isArray(interval) &&
    interval.length === 2 &&
    interval.every(isPositive) &&
    (model === 'closed' || model === 'drawn') &&
    typeof pattern === 'string' &&
    typeof variable === 'string' &&
    Number.isFinite(one['exponent']) &&
    (limit === undefined || (Number.isFinite(limit['exponent']) && isPositive(limit['at'])))
  );
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
