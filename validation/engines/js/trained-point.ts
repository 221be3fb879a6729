import { descend } from '../../descent/descend.js';
import { operationsOfDescent } from '../../descent/operations.js';
import type { DescentMethod, LangevinMethod } from '../../plan.js';
import type { Point } from '../../result.js';
import type { ChainPoint } from '../../training/sample/chains.js';
import { runChains } from '../../training/sample/chains.js';
import { chainsPoint, withTargetSquare } from '../../training/sample/events.js';

/** The methods that train networks: their points take long, and are measured in threads. */
export type TrainedMethod = LangevinMethod | DescentMethod;

/**
 * Measures a point of trained networks.
 * @param onProgress awaited now and then with the share of the work that is done; whatever it throws ends the run.
 * @throws RangeError for a network or target that is not known in numbers.
 */
export async function trainedPoint(
  planned: ChainPoint,
  method: TrainedMethod,
  onProgress: (share: number) => Promise<void> | void,
): Promise<Point> {
  switch (method.kind) {
    case 'langevin':
      return chainsPoint(planned, method, await runChains(planned, method, onProgress));
    case 'descent':
      return withTargetSquare(await descend(planned, method, onProgress), planned);
  }
}

/** What the time of a point goes with, in units of the method's own. */
export function workOf(planned: ChainPoint, method: TrainedMethod): number {
  if (method.kind === 'descent') return operationsOfDescent(planned, method);
  const weights = Object.values(planned.sizes).reduce((product, size) => product * size, 1);
  return planned.sampling.steps * planned.sampling.samples * weights;
}
