import { dirname, resolve } from 'node:path';
import type { EstimateOutcome } from '../present/views/estimated.js';
import type { PredictedStudy, Source } from '../present/views/predicted.js';
import type { Study } from '../theory/index.js';
import { estimateOutcome } from '../validation/estimate/outcome.js';
import { keepEstimate, keptEstimates } from '../validation/estimate/store.js';
import { pause } from '../validation/run/pause.js';

/** A file with the estimates of P* that are kept beside it. */
export async function withKeptEstimates(source: Source): Promise<Source> {
  const kept = await keptEstimates(folderOf(source.file));
  const studies = source.studies.map((one): PredictedStudy => {
    const estimate = kept.of(one.study);
    return estimate ? { ...one, estimate: { kind: 'estimated', estimate } } : one;
  });
  return { ...source, studies };
}

/**
 * Studies with their estimates: those that they do not have yet are made.
 * @param folder keeps the estimates that are made; without one they are kept nowhere.
 * @throws InterruptedError when the signal is given.
 */
export async function withEstimates(
  studies: readonly PredictedStudy[],
  folder: string | undefined,
  signal?: AbortSignal,
): Promise<PredictedStudy[]> {
  const estimated: PredictedStudy[] = [];
  for (const one of studies)
    estimated.push({ ...one, estimate: one.estimate ?? (await newEstimate(one.study, folder, signal)) });
  return estimated;
}

/** The estimate of a study, where a folder keeps it. */
export async function keptEstimate(study: Study, folder: string): Promise<EstimateOutcome | undefined> {
  const estimate = (await keptEstimates(folder)).of(study);
  return estimate && { kind: 'estimated', estimate };
}

/** The estimate of a study, or why there is none: it is made, and kept in the folder where that can be written. */
export async function newEstimate(
  study: Study,
  folder: string | undefined,
  signal?: AbortSignal,
): Promise<EstimateOutcome | undefined> {
  const outcome = await estimateOutcome(study, () => pause(signal));
  if (folder !== undefined && outcome?.kind === 'estimated')
    await keepEstimate(folder, study, outcome.estimate).catch(() => undefined);
  return outcome;
}

/** The folder whose estimates hold for a file: the one that it lies in. */
export function folderOf(file: string): string {
  return dirname(resolve(file));
}
