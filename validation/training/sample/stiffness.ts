import type { LangevinMethod } from '../../plan.js';
import type { GaussianSource } from '../../network/random.js';
import { fillGaussian } from '../../network/random.js';
import type { Potential } from './langevin.js';
import { Langevin } from './langevin.js';

const iterations = 10;
/** How far gradients are taken from each other: small for the curvature, and large for gradients of single precision. */
const shift = 1e-2;
/** A chain leaves its start for so long, in units of time, before the curvature is taken again, twice: weights grow as they learn. */
const relaxation = 4;
/** Its steps, in units of those that its curvature allows: short ones first, as most of the growth is then. */
const caution = [0.5, 1];
const mostSteps = 600;
/**
 * Step times frequency of the stiffest direction, by what is sampled. BAOAB is stable below 2, and the stiffness varies along a chain and between
 * data sets: by a factor of up to two with the readout integrated out, for which 1.2 leaves 2.8; products of all weights are stiffer where one of them is large.
 */
export const stepTimesFrequency: Readonly<Record<LangevinMethod['readout'], number>> = {
  integrated: 1.2,
  sampled: 0.5,
};

/**
 * The largest curvature of U at a position, by power iteration on differences of gradients.
 * @returns an estimate from below, by some percent.
 */
export function largestCurvature(potential: Potential, at: Float64Array, normal: GaussianSource): number {
  const size = potential.dimension;
  const here = new Float64Array(size);
  potential.gradient(at, here);
  const there = new Float64Array(size);
  const position = new Float64Array(size);
  let direction = fillGaussian(new Float64Array(size), normal);
  let curvature = 1;
  for (let done = 0; done < iterations; done++) {
    const length = Math.sqrt(direction.reduce((sum, value) => sum + value * value, 0));
    const distance = shift / length;
    for (let index = 0; index < size; index++) {
      position[index] = (at[index] as number) + distance * (direction[index] as number);
    }
    potential.gradient(position, there);
    const next = new Float64Array(size);
    for (let index = 0; index < size; index++) {
      next[index] = ((there[index] as number) - (here[index] as number)) / (distance * length);
    }
    curvature = Math.sqrt(next.reduce((sum, value) => sum + value * value, 0));
    direction = next;
  }
  return curvature;
}

/**
 * A step that is short enough for the stiffness along a chain, at its start and after it has relaxed.
 * @param start is left as it is.
 * @param readout whether the potential is one of all weights, or has the readout integrated out.
 * @returns h, in units of time.
 */
export function stepFor(
  potential: Potential,
  start: Float64Array,
  normal: GaussianSource,
  readout: LangevinMethod['readout'],
): number {
  const share = stepTimesFrequency[readout];
  let curvature = largestCurvature(potential, start, normal);
  const position = start.slice();
  for (const part of caution) {
    const step = (part * share) / Math.sqrt(curvature);
    new Langevin(potential, position, { step, friction: 1, normal }).advance(
      Math.min(mostSteps, Math.ceil(relaxation / step)),
    );
    const found = largestCurvature(potential, position, normal);
    // A stretch that diverged was too stiff for its step.
    if (!Number.isFinite(found)) return step / 4;
    curvature = Math.max(curvature, found);
  }
  return share / Math.sqrt(curvature);
}
