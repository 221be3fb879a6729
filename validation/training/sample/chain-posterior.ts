import { hasCore } from '../../core/core.js';
import { isOnCore } from '../../core/stack.js';
import { CorePosterior } from './core-posterior.js';
import type { Posterior, PosteriorMethod, PosteriorPoint } from './posterior.js';
import { dataOf, posteriorOfData } from './posterior.js';

/**
 * The posterior for chains: in the numerical core, in single precision and ten times as fast as the reference, where WebAssembly has SIMD and the core knows all
 * layers of the network; else the reference.
 * @throws RangeError for a network or target that is not known in numbers.
 */
export function chainPosterior(point: PosteriorPoint, method: PosteriorMethod): Posterior {
  const data = dataOf(point, method);
  const hidden = data.start.network.layers.slice(0, -1);
  return hasCore() && isOnCore(hidden)
    ? new CorePosterior(data, method.readout === 'integrated')
    : posteriorOfData(data, method);
}
