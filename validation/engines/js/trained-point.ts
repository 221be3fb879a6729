import { descend } from '../../descent/descend.js';
import { operationsOfDescent } from '../../descent/operations.js';
import type { DescentMethod, LangevinMethod } from '../../plan.js';
import type { Point } from '../../result.js';
import type { ChainPoint } from '../../training/sample/chains.js';
import { operationsOf } from '../../training/plan/operations.js';
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

/** Operations of a point, if nothing ends it early. */
export function workOf(planned: ChainPoint, method: TrainedMethod): number {
  return method.kind === 'descent' ? operationsOfDescent(planned, method) : operationsOf({ points: [planned] }, method);
}
