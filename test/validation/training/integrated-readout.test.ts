import { describe, expect, it } from 'vitest';
import type { PlannedNetwork } from '../../../validation/index.js';
import { numericNetwork } from '../../../validation/network/network.js';
import { fillGaussian, gaussianSource } from '../../../validation/network/random.js';
import { runChains, startingPosition } from '../../../validation/training/sample/chains.js';
import { meanError } from '../../../validation/training/sample/convergence.js';
import { IntegratedReadout } from '../../../validation/training/sample/integrated-readout.js';
import type { Potential } from '../../../validation/training/sample/langevin.js';
import { Langevin } from '../../../validation/training/sample/langevin.js';
import { readoutOf } from '../../../validation/training/plan/operations.js';
import { pointOf } from '../../../validation/training/sample/point.js';
import { posteriorOf } from '../../../validation/training/sample/posterior.js';
import { stepFor } from '../../../validation/training/sample/stiffness.js';
import { gaussian, layer, network, patches, tokens } from '../network/planned.js';
import { chainsMethod, cubicPoint, hermiteTarget, twoLayers } from './studies.js';

const integrated = { freshInputs: 8, readout: 'integrated' } as const;

const networks: [string, PlannedNetwork, samples: number][] = [
  ['two layers, more samples than units', twoLayers(4, 3), 9],
  ['two layers, more units than samples', twoLayers(4, 9), 5],
  [
    'three layers, mean-field',
    network(
      gaussian(4),
      [layer('dense', { width: 5 }, { activation: 'erf' }), layer('dense', { width: 3 }, { activation: 'tanh' })],
      'linear',
      'meanfield',
    ),
    7,
  ],
  ...(['flatten', 'mean', 'sum'] as const).map((output): [string, PlannedNetwork, number] => [
    `a convolution, ${output}`,
    network(patches(3, 4), [layer('conv', { channels: 2 }, { activation: 'erf' })], output),
    8,
  ]),
  ['attention', network(tokens(3, 4), [layer('attention', { heads: 2 }, { scores: { form: 'bilinear' } })]), 11],
];

describe('the posterior of the hidden weights', () => {
  it.each(networks)('has the gradient of central differences: %s', (_, planned, samples) => {
    const target =
      planned.input.kind === 'tokens' ? ({ name: 't', kind: 'attentive', degree: 3 } as const) : hermiteTarget(1);
    const posterior = posteriorOf({ network: planned, target, seed: 3, sampling: { samples, ridge: 0.3 } }, integrated);
    const at = startingPosition(posterior, undefined, gaussianSource(1));
    const gradient = new Float64Array(posterior.dimension);
    posterior.gradient(at, gradient);
    const step = 1e-5;
    for (let index = 0; index < at.length; index++) {
      const moved = (by: number): number => posterior.energy(at.map((weight, k) => weight + (k === index ? by : 0)));
      expect(Math.abs((gradient[index] ?? 0) - (moved(step) - moved(-step)) / (2 * step))).toBeLessThan(1e-7);
    }
  });

  it.each(networks)('aligns as all weights do with the readout where U is least: %s', (_, planned, samples) => {
    // Given w the readout is Gaussian: its mean is where U is least, and f at that mean is the mean of f.
    const target =
      planned.input.kind === 'tokens' ? ({ name: 't', kind: 'attentive', degree: 3 } as const) : hermiteTarget(1);
    const point = { network: planned, target, seed: 3, sampling: { samples, ridge: 0.3 } };
    const [hidden, all] = [posteriorOf(point, integrated), posteriorOf(point, { ...integrated, readout: 'sampled' })];
    const at = startingPosition(hidden, undefined, gaussianSource(2));
    const whole = new Float64Array(all.dimension);
    whole.set(at);
    // U is quadratic in a, with the Hessian that differences of its gradients give.
    const readouts = all.dimension - hidden.dimension;
    const slopeAt = (readout: readonly number[]): number[] => {
      whole.set(readout, hidden.dimension);
      const into = new Float64Array(all.dimension);
      all.gradient(whole, into);
      return [...into.subarray(hidden.dimension)];
    };
    const zero = slopeAt(Array<number>(readouts).fill(0));
    const hessian = zero.map((_, k) =>
      slopeAt(zero.map((__, j) => (j === k ? 1 : 0))).map((one, j) => one - (zero[j] ?? 0)),
    );
    // Conjugate gradients reach the least place of a quadratic in as many steps as it has directions.
    const readout = conjugateGradients(
      hessian,
      zero.map((one) => -one),
    );
    expect(Math.max(...slopeAt(readout).map(Math.abs))).toBeLessThan(1e-8);
    expect(all.alignment(whole)).toBeCloseTo(hidden.alignment(at), 8);
  });

  it('is what remains when the readout is summed over', () => {
    // One unit: the integral over a is taken on a grid, for two places of the hidden weights; the constant drops out.
    const point = { network: twoLayers(2, 1), target: hermiteTarget(1), seed: 1, sampling: { samples: 5, ridge: 0.7 } };
    const [hidden, all] = [posteriorOf(point, integrated), posteriorOf(point, { ...integrated, readout: 'sampled' })];
    const summed = ([w0 = 0, w1 = 0]: readonly number[]): number => {
      let total = 0;
      for (let a = -9; a <= 9; a += 0.01) total += Math.exp(-all.energy(new Float64Array([w0, w1, a])));
      return -Math.log(total);
    };
    const places = [
      [0.4, -1.3],
      [2.1, 0.6],
    ];
    const [here = 0, there = 0] = places.map((place) => summed(place) - hidden.energy(new Float64Array(place)));
    expect(Math.abs(here - there)).toBeLessThan(1e-9);
  });
});

function conjugateGradients(A: readonly (readonly number[])[], b: readonly number[]): number[] {
  const dot = (u: readonly number[], v: readonly number[]): number =>
    u.reduce((sum, one, i) => sum + one * (v[i] ?? 0), 0);
  let x = b.map(() => 0);
  let rest = [...b];
  let direction = rest;
  for (let done = 0; done < 4 * b.length && dot(rest, rest) > 1e-26; done++) {
    const image = A.map((row) => dot(row, direction));
    const length = dot(rest, rest) / dot(direction, image);
    x = x.map((one, i) => one + length * (direction[i] ?? 0));
    const next = rest.map((one, i) => one - length * (image[i] ?? 0));
    const share = dot(next, next) / dot(rest, rest);
    direction = next.map((one, i) => one + share * (direction[i] ?? 0));
    rest = next;
  }
  return x;
}

/** The mean of an observable over four chains, with its error. */
function sampled(potential: Potential, observe: (at: Float64Array) => number, draws: number, every: number) {
  const chains = [1, 2, 3, 4].map((seed) => {
    const normal = gaussianSource(seed);
    const place = fillGaussian(new Float64Array(potential.dimension), normal);
    const chain = new Langevin(potential, place, {
      step: stepFor(potential, place, normal, 'integrated'),
      friction: 1,
      normal,
    });
    chain.advance(500);
    return Array.from({ length: draws }, () => (chain.advance(every), observe(place)));
  });
  const all = chains.flat();
  return { mean: all.reduce((sum, one) => sum + one, 0) / all.length, error: meanError(chains) };
}

describe('sampling with the readout integrated out', () => {
  /** f = a w x with a, w ~ N(0, 1): the alignment a w of the posterior is a ratio of two integrals, taken on a grid. */
  it('has the exact mean of a linear network', () => {
    const point = {
      network: twoLayers(1, 1, 'linear'),
      target: hermiteTarget(1),
      seed: 2,
      sampling: { samples: 4, ridge: 2 },
    };
    const all = posteriorOf(point, { ...integrated, readout: 'sampled' });
    let [total, first] = [0, 0];
    for (let a = -7; a <= 7; a += 0.05) {
      for (let w = -7; w <= 7; w += 0.05) {
        const weight = Math.exp(-all.energy(new Float64Array([w, a])));
        total += weight;
        first += weight * a * w;
      }
    }
    const hidden = posteriorOf(point, integrated);
    const { mean, error } = sampled(hidden, (at) => hidden.alignment(at), 2000, 20);
    expect(Math.abs(mean - first / total)).toBeLessThan(4 * error);
    expect(error).toBeLessThan(0.02);
  });

  /**
   * Geweke's joint test: features sin(theta x), theta and a ~ N(0, 1), y | theta, a ~ N(a sin(theta x), kappa). Drawing y anew and theta by the sampler, in turn,
   * must leave theta's prior as it is.
   */
  it('keeps the prior when data are drawn anew from it', () => {
    const x = [-1.1, -0.3, 0.4, 0.9, 1.6];
    const ridge = 0.5;
    const y = new Float64Array(x.length);
    const readout = new IntegratedReadout(y, 1, ridge);
    const [phi, toPhi] = [new Float64Array(x.length), new Float64Array(x.length)];
    const potential: Potential = {
      dimension: 1,
      gradient([theta = 0], into) {
        for (const [k, one] of x.entries()) phi[k] = Math.sin(theta * one);
        readout.see(phi);
        readout.slope(phi, toPhi);
        into[0] = theta + x.reduce((sum, one, k) => sum + (toPhi[k] ?? 0) * one * Math.cos(theta * one), 0);
      },
    };
    const chains = [1, 2, 3, 4].map((seed) => {
      const normal = gaussianSource(seed);
      const place = new Float64Array([normal()]);
      return Array.from({ length: 5000 }, () => {
        const a = normal();
        for (const [k, one] of x.entries()) y[k] = a * Math.sin((place[0] ?? 0) * one) + Math.sqrt(ridge) * normal();
        new Langevin(potential, place, { step: 0.1, friction: 1, normal }).advance(10);
        return place[0] ?? 0;
      });
    });
    for (const [power, moment] of [
      [1, 0],
      [2, 1],
      [4, 3],
    ] as const) {
      const powers = chains.map((chain) => chain.map((theta) => theta ** power));
      const mean = powers.flat().reduce((sum, one) => sum + one, 0) / powers.flat().length;
      expect(Math.abs(mean - moment)).toBeLessThan(4 * meanError(powers));
    }
  });

  it('gives the mean alignment that sampling all weights gives, with less scatter from draw to draw', async () => {
    const planned = cubicPoint(5, 60, 1, { ridge: 1, step: 0.1, steps: 12_000 });
    const measured = async (readout: 'integrated' | 'sampled') => {
      const method = chainsMethod({ readout, draws: 400, freshInputs: 512 });
      const records = await runChains(planned, method, () => undefined);
      const kept = records.draws.map((row) => row.slice(200).map(Number));
      const scatter = kept.map((row) => {
        const mean = row.reduce((sum, one) => sum + one, 0) / row.length;
        return row.reduce((sum, one) => sum + (one - mean) ** 2, 0) / row.length;
      });
      return { point: pointOf(planned, method, records), scatter: Math.max(...scatter) };
    };
    const [ours, whole] = [await measured('integrated'), await measured('sampled')];
    const error = Math.hypot(ours.point.error, whole.point.error);
    expect(Math.abs(ours.point.value - whole.point.value)).toBeLessThan(4 * error);
    expect(error).toBeLessThan(0.04);
    expect(ours.scatter).toBeLessThan(whole.scatter);
  });
});

describe('what is sampled', () => {
  it.each([
    ['the hidden weights', twoLayers(16, 16), 'integrated'],
    ['all weights, where the readout is very wide', twoLayers(4, 400), 'sampled'],
    ['all weights, where there are no others', network(gaussian(4), []), 'sampled'],
  ] as const)('is %s', (_, planned, readout) => {
    expect(readoutOf(numericNetwork(planned))).toBe(readout);
  });
});
