import { numericNetwork } from '../network/network.js';
import type { DescentMethod } from '../plan.js';
import type { ChainPoint } from '../training/sample/chains.js';
import { operationsPerSample } from '../training/plan/operations.js';
import { trainingSplit } from './training-split.js';

/** Operations a second that a plan takes one core to do in plain TypeScript: a round number, so that a plan is the same on every machine. */
export const operationsPerSecond = 1e9;

/** Operations of one point, if it does not stop early: those of its gradients, and of its looks, which go forward only. */
export function operationsOfDescent({ network, sampling }: Omit<ChainPoint, 'seed'>, method: DescentMethod): number {
  const { batch, heldOut } = trainingSplit(sampling.samples, method);
  const gradients = sampling.steps * batch;
  const looks = (method.looks * heldOut + method.freshInputs) / 2;
  return (gradients + looks) * operationsPerSample(numericNetwork(network), 'sampled');
}
