import { availableParallelism } from 'node:os';
import type { DescentMethod, Plan } from '../plan.js';
import type { Cost } from '../request/cost.js';
import type { ChainPoint } from '../training/sample/chains.js';
import { hasSampling } from '../training/sample/chains.js';
import { bytesFor } from '../training/plan/cost.js';
import { valuesIn } from '../network/layer.js';
import { numericNetwork } from '../network/network.js';
import { operationsPerSample } from '../training/plan/operations.js';
import { gaussianSource, fillGaussian } from '../network/random.js';
import { labelledSamples } from '../training/sample/data-set.js';
import { operationsOfDescent } from './operations.js';
import { trainingSplit } from './training-split.js';

/** What a plan of descent costs in the embedded engine if nothing stops early: its operations, at the rate at which one core does those of its largest point. */
export function descentCost(plan: Plan, method: DescentMethod): Cost | undefined {
  const cores = availableParallelism();
  const points = plan.points.filter(hasSampling);
  const [first] = points;
  if (!first) return undefined;
  const workOf = (point: ChainPoint): number => operationsOfDescent(point, method);
  const largest = points.reduce((most, point) => (workOf(most) >= workOf(point) ? most : point), first);
  const network = numericNetwork(largest.network);
  const { samples } = largest.sampling;
  const { batch, heldOut } = trainingSplit(samples, method);
  const bytes = 8 * samples * valuesIn(network.input) + bytesFor(network, Math.max(batch, heldOut, method.freshInputs));
  const operations = points.reduce((sum, point) => sum + workOf(point), 0);
  return {
    seconds: operations / operationsPerSecond(largest, method) / cores,
    megabytes: process.memoryUsage().rss / 1e6 + (cores * bytes) / 1e6,
    basis: { code: 'gradients-timed', cores },
  };
}

function operationsPerSecond(point: ChainPoint, method: DescentMethod): number {
  const network = numericNetwork(point.network);
  const { batch } = trainingSplit(point.sampling.samples, method);
  const { x } = labelledSamples(point, { samples: batch });
  const pass = network.on(batch);
  const weights = fillGaussian(new Float64Array(network.parameters), gaussianSource(1));
  const slope = new Float64Array(weights.length);
  const toOutput = new Float64Array(batch).fill(1 / batch);
  const each = batch * operationsPerSample(network, 'sampled');
  return (
    each *
    perSecond(() => {
      pass.forward(weights, x);
      pass.backward(weights, x, toOutput, slope);
    })
  );
}

/** So long gradients are timed, in milliseconds. */
const probe = 200;

/** How often a gradient is computed within a second. */
export function perSecond(gradient: () => void): number {
  // The first ones run before they are compiled.
  gradient();
  gradient();
  const begun = performance.now();
  let gradients = 0;
  do {
    gradient();
    gradients++;
  } while (performance.now() - begun < probe);
  return (1000 * gradients) / (performance.now() - begun);
}
