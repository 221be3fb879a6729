import type { LangevinMethod, Plan } from '../../plan.js';
import type { Cost } from '../../request/cost.js';
import { pause } from '../../run/pause.js';
import { hasSampling, type ChainPoint } from '../../training/sample/chains.js';
import { operationsOf } from '../../training/plan/operations.js';
import { runChainsOn } from './chains.js';
import type { ComputeDevice } from './device.js';

/** Steps that are timed, and how often the chains are looked at in them; about as often as in a plan. */
const probe = 96;
const probeDraws = 8;

/** A probe ends after so many seconds, at the next look. */
const longestProbe = 0.5;

/**
 * What a plan of chains takes on a device: some steps of its least and of its largest point are timed. A step takes a fixed time, and one that goes
 * with its operations.
 * @returns undefined for a plan without chains.
 * @throws InterruptedError when the signal is given meanwhile.
 */
export async function timedOnDevice(
  device: ComputeDevice,
  plan: Plan,
  method: LangevinMethod,
  signal?: AbortSignal,
): Promise<Omit<Cost, 'basis'> | undefined> {
  const byWork = plan.points
    .filter(hasSampling)
    .map((point) => ({ point, work: operationsOf({ points: [point] }, method) }))
    .sort((one, other) => one.work - other.work);
  const [least, largest] = [byWork[0], byWork.at(-1)];
  if (!least || !largest) return undefined;
  const few = await secondsOf(device, least.point, method, signal);
  const many = await secondsOf(device, largest.point, method, signal);
  const grows = Math.max(0, many - few) / Math.max(1, largest.work - least.work);
  const seconds = byWork.reduce((sum, { work }) => sum + few + grows * (work - least.work), 0);
  return { seconds };
}

/** Thrown to end a probe that has told enough. */
class EnoughError extends Error {}

/** Seconds of all that a point may take. */
async function secondsOf(
  device: ComputeDevice,
  point: ChainPoint,
  method: LangevinMethod,
  signal?: AbortSignal,
): Promise<number> {
  const { steps } = point.sampling;
  const timed = Math.min(steps, probe);
  const short = { ...point, sampling: { ...point.sampling, steps: timed } };
  // Kernels are compiled before the first step.
  let begun = performance.now();
  let each = 0;
  const isTimed = async (share: number): Promise<void> => {
    await pause(signal);
    const seconds = (performance.now() - begun) / 1000;
    if (share === 0) begun = performance.now();
    else {
      each = seconds / (share * timed);
      if (seconds > longestProbe) throw new EnoughError();
    }
  };
  try {
    await runChainsOn(device, short, { ...method, draws: probeDraws, doublings: 0 }, isTimed);
  } catch (error) {
    if (!(error instanceof EnoughError)) throw error;
  }
  return each * steps * 2 ** method.doublings;
}
