import { NotMeasurableError } from '../../errors.js';
import { estimateSamples } from '../../estimate/estimate.js';
import type { EstimateLimit } from '../../measure/bridge.js';
import { localSlopes } from '../../measure/fit.js';
import type { EstimatedSize, Plan } from '../../plan.js';

/**
 * How the estimate's local exponents go on at sizes larger than a plan measures: from the largest of its sweep on, a decade at a time, as far as there is an estimate.
 * @param pause awaited between stretches of work; whatever it throws ends the work.
 * @returns undefined for a plan without estimates.
 */
export async function estimateLimit(
  { bridge, predicted }: Pick<Plan, 'bridge' | 'predicted'>,
  pause: () => Promise<void>,
): Promise<EstimateLimit | undefined> {
  const last = bridge?.estimates.at(-1);
  if (!bridge || !last) return undefined;
  const known: EstimatedSize[] = [last];
  for (const { size, ...setting } of bridge.larger) {
    try {
      known.push({ size, samples: (await estimateSamples(setting, pause)).samples });
    } catch (error) {
      if (!(error instanceof NotMeasurableError)) throw error;
      break;
    }
  }
  const slopes = localSlopes(known.map(({ size, samples }) => ({ size, value: samples })));
  return { slopes, heuristic: predicted.slope, isBounded: bridge.isBounded };
}
