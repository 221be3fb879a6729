import { dirname, resolve } from 'node:path';
import type { PredictedStudy, Source } from '../present/views/predicted.js';
import { estimateOutcome } from '../validation/estimate/outcome.js';
import { keepEstimate, keptEstimates } from '../validation/estimate/store.js';
import { pause } from '../validation/run/pause.js';

/** A file with the estimates of P* that are kept beside it. */
export async function withKeptEstimates(source: Source): Promise<Source> {
  const kept = await keptEstimates(folderOf(source));
  return { ...source, studies: source.studies.map((one) => keptOf(one, kept.of(one.study))) };
}

function keptOf(one: PredictedStudy, estimate: ReturnType<Awaited<ReturnType<typeof keptEstimates>>['of']>) {
  return estimate ? { ...one, estimate: { kind: 'estimated', estimate } as const } : one;
}

/** A file with the estimate of each of its studies: those that are not kept beside it are made, and kept there. */
export async function withEstimates(source: Source, studies = source.studies): Promise<Source> {
  const made = new Map<PredictedStudy, PredictedStudy>();
  for (const one of studies) made.set(one, await withEstimate(one, folderOf(source)));
  return { ...source, studies: source.studies.map((one) => made.get(one) ?? one) };
}

/**
 * A study with its estimate.
 * @param folder where an estimate is kept that is made here; it is not kept where that cannot be written.
 */
export async function withEstimate(one: PredictedStudy, folder: string): Promise<PredictedStudy> {
  if (one.estimate) return one;
  const estimate = await estimateOutcome(one.study, () => pause());
  if (estimate?.kind === 'estimated') await keepEstimate(folder, one.study, estimate.estimate).catch(() => undefined);
  return { ...one, estimate };
}

function folderOf({ file }: Source): string {
  return dirname(resolve(file));
}
