import { availableParallelism } from 'node:os';
import type { Cost } from '../../request/cost.js';
import { valuesIn } from '../../network/layer.js';
import type { NumericNetwork } from '../../network/network.js';
import { numericNetwork } from '../../network/network.js';
import { gaussianSource } from '../../network/random.js';
import type { LangevinMethod, Plan } from '../../plan.js';
import type { ChainPoint } from '../sample/chains.js';
import { hasSampling, startingPosition } from '../sample/chains.js';
import { operationsOf, operationsPerSample } from './operations.js';
import { posteriorOf } from '../sample/posterior.js';

/** So long gradients are timed, in milliseconds. */
const probe = 200;

/** What a plan of chains costs in the embedded engine: its operations, at the rate at which one core does those of its largest point. */
export function chainsCost(plan: Plan, method: LangevinMethod): Cost | undefined {
  const cores = availableParallelism();
  const largest = plan.points
    .filter(hasSampling)
    .reduce<ChainPoint | undefined>(
      (most, point) => (most && most.sampling.samples >= point.sampling.samples ? most : point),
      undefined,
    );
  if (!largest) return undefined;
  const bytes = bytesFor(numericNetwork(largest.network), Math.max(largest.sampling.samples, method.freshInputs));
  return {
    seconds: operationsOf(plan, method) / operationsPerSecond(largest, method) / cores,
    megabytes: process.memoryUsage().rss / 1e6 + (cores * bytes) / 1e6,
    basis: { code: 'gradients-timed', cores },
  };
}

function operationsPerSecond(point: ChainPoint, method: LangevinMethod): number {
  const posterior = posteriorOf(point, method);
  const position = startingPosition(posterior, undefined, gaussianSource(1));
  const slope = new Float64Array(position.length);
  const each = point.sampling.samples * operationsPerSample(posterior.network, method.readout);
  return each * perSecond(() => posterior.gradient(position, slope));
}

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

/** Bytes of the arrays for gradients on so many samples. */
export function bytesFor({ layers, input, parameters }: NumericNetwork, samples: number): number {
  const values = layers.reduce((sum, { output }) => sum + valuesIn(output), 0);
  return 8 * (samples * (2 * valuesIn(input) + 4 * values) + 4 * parameters);
}
