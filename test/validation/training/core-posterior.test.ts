import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PlannedNetwork } from '../../../validation/index.js';
import { coreBytes } from '../../../validation/core/generated/bytes.js';
import { gaussianSource } from '../../../validation/network/random.js';
import { chainPosterior } from '../../../validation/training/sample/chain-posterior.js';
import { runChains, startingPosition } from '../../../validation/training/sample/chains.js';
import { meanError } from '../../../validation/training/sample/convergence.js';
import { CorePosterior } from '../../../validation/training/sample/core-posterior.js';
import { Langevin } from '../../../validation/training/sample/langevin.js';
import { pointOf } from '../../../validation/training/sample/point.js';
import type { Posterior, PosteriorPoint } from '../../../validation/training/sample/posterior.js';
import { posteriorOf } from '../../../validation/training/sample/posterior.js';
import { stepFor } from '../../../validation/training/sample/stiffness.js';
import { networksOfEveryKind } from '../network/every-kind.js';
import { gaussian, layer, network, patches } from '../network/planned.js';
import { attentiveTarget, chainsMethod, cubicPoint, hermiteTarget, twoLayers } from './studies.js';

const networks: [string, PlannedNetwork][] = [
  ...networksOfEveryKind,
  ['one unit', twoLayers(1, 1)],
  ['sizes that fill no tile, more than a block of samples', twoLayers(33, 30)],
  [
    'four layers',
    network(
      gaussian(9),
      [7, 12, 5].map((width) => layer('dense', { width }, { activation: 'tanh' })),
    ),
  ],
  [
    'a readout of many values',
    network(patches(9, 3), [layer('conv', { channels: 7 }, { activation: 'erf' })], 'flatten'),
  ],
];

/** Both posteriors of a point, at weights of the prior. */
function both(planned: PlannedNetwork, readout: 'integrated' | 'sampled', samples: number, ridge: number) {
  const target = planned.input.kind === 'tokens' ? attentiveTarget : hermiteTarget(3);
  const point: PosteriorPoint = { network: planned, target, seed: 3, sampling: { samples, ridge } };
  const method = { freshInputs: 70, readout };
  const [fast, exact] = [chainPosterior(point, method), posteriorOf(point, method)];
  expect(fast).toBeInstanceOf(CorePosterior);
  return { fast, exact, at: startingPosition(exact, undefined, gaussianSource(5)) };
}

function gradientOf(posterior: Posterior, at: Float64Array): Float64Array {
  const into = new Float64Array(at.length);
  posterior.gradient(at, into);
  return into;
}

const length = (values: Float64Array): number => Math.hypot(...values);

it('the numerical core reaches nothing outside of itself', async () => {
  const bytes = Buffer.from(coreBytes, 'base64');
  const { WebAssembly } = globalThis as unknown as { WebAssembly: Compiler };
  expect(WebAssembly.Module.imports(await WebAssembly.compile(bytes))).toEqual([]);
});

/** What the types of Node lack of WebAssembly. */
interface Compiler {
  compile(bytes: Uint8Array): Promise<object>;
  readonly Module: { imports(module: object): unknown[] };
}

describe('the posterior in the numerical core', () => {
  /**
   * Single precision has 6e-8. A gradient with the readout integrated out is a difference of terms of the size |pull| / kappa: where the network cannot fit the
   * target, linear units a cubic one, they are 1 / kappa times as large as their difference.
   */
  it.each(networks)('has the gradient, energy and alignment of the reference: %s', (name, planned) => {
    const fits = name !== 'two layers, linear';
    for (const [readout, samples, ridge, most] of [
      ['integrated', 5, 0.2, 2e-6],
      ['integrated', 300, 1, 6e-6],
      ['integrated', 301, 1e-2, fits ? 3e-5 : 2e-4],
      ['integrated', 300, 1e-4, fits ? 2e-4 : 2e-2],
      ['sampled', 5, 0.2, 2e-6],
      ['sampled', 300, 1e-4, 1e-6],
    ] as const) {
      const { fast, exact, at } = both(planned, readout, samples, ridge);
      const [ours, theirs] = [gradientOf(fast, at), gradientOf(exact, at)];
      const what = `${readout}, ${samples} samples, ridge ${ridge}`;
      expect(length(ours.map((one, k) => one - (theirs[k] ?? 0))) / length(theirs), what).toBeLessThan(most);
      expect(Math.abs(fast.energy(at) / exact.energy(at) - 1), what).toBeLessThan(2e-5);
      expect(Math.abs(fast.alignment(at) - exact.alignment(at)), what).toBeLessThan(1e-5);
      fast.close();
    }
  });

  it.each(networks)('has the sensitivity of the reference: %s', (_, planned) => {
    for (const readout of ['integrated', 'sampled'] as const) {
      const { fast, exact, at } = both(planned, readout, 40, 1);
      const [ours, theirs] = [fast.sensitivity(at), exact.sensitivity(at)];
      expect(Math.abs(ours.along - theirs.along) / theirs.along, readout).toBeLessThan(1e-4);
      expect(Math.abs(ours.across - theirs.across), readout).toBeLessThan(1e-4 * (theirs.along + theirs.across));
      fast.close();
    }
  });

  it('has the gradient of single precision in two layers at every ridge', () => {
    for (const ridge of [1, 0.2, 1e-2, 1e-3, 1e-4]) {
      const { fast, exact, at } = both(twoLayers(32, 32), 'integrated', 640, ridge);
      const [ours, theirs] = [gradientOf(fast, at), gradientOf(exact, at)];
      expect(length(ours.map((one, k) => one - (theirs[k] ?? 0))) / length(theirs)).toBeLessThan(1.5e-6);
      expect(Math.abs(fast.energy(at) / exact.energy(at) - 1)).toBeLessThan(1e-7);
      fast.close();
    }
  });

  it('aligns alike after a gradient elsewhere', () => {
    const { fast, exact, at } = both(twoLayers(6, 5), 'integrated', 40, 0.2);
    const other = at.map((weight) => weight + 0.3);
    for (const place of [at, other, at]) {
      gradientOf(fast, at);
      expect(fast.alignment(place)).toBeCloseTo(exact.alignment(place), 5);
    }
    fast.close();
  });

  it('says that weights which are no numbers have no energy', () => {
    const { fast, at } = both(twoLayers(4, 4), 'integrated', 20, 0.2);
    expect(fast.energy(at.fill(Number.NaN))).toBeNaN();
    fast.close();
  });

  it('keeps apart what two of them compute', () => {
    const [one, other] = [both(twoLayers(6, 5), 'integrated', 40, 0.2), both(twoLayers(8, 3), 'sampled', 30, 1)];
    const alone = gradientOf(one.fast, one.at);
    gradientOf(other.fast, other.at);
    expect(gradientOf(one.fast, one.at)).toEqual(alone);
    one.fast.close();
    const next = both(twoLayers(6, 5), 'integrated', 40, 0.2);
    gradientOf(other.fast, other.at);
    expect(gradientOf(next.fast, next.at)).toEqual(alone);
    next.fast.close();
    other.fast.close();
  });
});

describe('chains in the numerical core', () => {
  const point = { ...cubicPoint(16, 320, 1), sampling: { samples: 320, ridge: 0.2 } };
  const method = { freshInputs: 64, readout: 'integrated' } as const;

  /** A chain of the core with the step that is chosen for it. */
  function chain(seed = 7) {
    const posterior = chainPosterior(point, method);
    const normal = gaussianSource(seed);
    const position = startingPosition(posterior, undefined, normal);
    const step = stepFor(posterior, position, gaussianSource(1), 'integrated');
    return { posterior, position, dynamics: new Langevin(posterior, position, { step, friction: 1, normal }) };
  }

  it('have the temperature 1 with the noise that the core makes', () => {
    const { posterior, dynamics } = chain();
    dynamics.advance(500);
    const temperatures = Array.from({ length: 400 }, () => (dynamics.advance(10), dynamics.temperature()));
    const mean = temperatures.reduce((sum, one) => sum + one, 0) / temperatures.length;
    posterior.close();
    // The step is long for the stiffest directions, which are too cold by a quarter of (step times frequency)^2, and a few of all.
    expect(mean).toBeGreaterThan(0.985);
    expect(mean).toBeLessThan(1.01);
  });

  /** With friction so strong that nothing is kept, each velocity is a new number of the core. */
  it('are moved by independent standard Gaussian numbers', () => {
    const free = chainPosterior({ ...point, sampling: { samples: 2, ridge: 1e6 } }, method);
    const dynamics = new Langevin(free, new Float64Array(free.dimension), {
      step: 1e-3,
      friction: 1e6,
      normal: gaussianSource(3),
    });
    const numbers: number[] = [];
    for (let taken = 0; taken < 800; taken++) {
      dynamics.advance(1);
      numbers.push(...dynamics.velocity);
    }
    free.close();
    const count = numbers.length;
    const mean = (of: (number: number, index: number) => number): number =>
      numbers.reduce((sum, number, index) => sum + of(number, index), 0) / count;
    // Each is compared with its error at independent numbers: the root of its variance over their number.
    for (const [power, expected, variance] of [
      [1, 0, 1],
      [2, 1, 2],
      [3, 0, 15],
      [4, 3, 96],
      [6, 15, 10170],
    ] as const)
      expect(Math.abs(mean((number) => number ** power) - expected)).toBeLessThan(4.5 * Math.sqrt(variance / count));
    for (const lag of [1, 2, 3, 4, 5, 8, 16, 256, 257]) {
      expect(Math.abs(mean((number, index) => number * (numbers[index + lag] ?? 0)))).toBeLessThan(
        4.5 / Math.sqrt(count),
      );
      const squares = mean((number, index) => (number ** 2 - 1) * ((numbers[index + lag] ?? 0) ** 2 - 1));
      expect(Math.abs(squares)).toBeLessThan(9 / Math.sqrt(count));
    }
    // P(|x| > 4) = 6.334e-5.
    const tail = 6.334e-5;
    expect(Math.abs(mean((number) => Number(Math.abs(number) > 4)) - tail)).toBeLessThan(4.5 * Math.sqrt(tail / count));
  });

  it('are the same for the same seed, and however they are cut into stretches', () => {
    const [one, other, third] = [chain(), chain(), chain(8)];
    one.dynamics.advance(40);
    third.dynamics.advance(40);
    for (const steps of [1, 13, 26]) {
      other.dynamics.advance(steps);
      other.posterior.alignment(other.position);
    }
    expect(other.position).toEqual(one.position);
    expect(other.dynamics.velocity).toEqual(one.dynamics.velocity);
    expect(third.position).not.toEqual(one.position);
    for (const { posterior } of [one, other, third]) posterior.close();
  });

  /** f = a w x with a, w ~ N(0, 1): the alignment a w of the posterior is a ratio of two integrals, taken on a grid. */
  it('have the exact mean of a linear network', () => {
    const linear = {
      network: twoLayers(1, 1, 'linear'),
      target: hermiteTarget(1),
      seed: 2,
      sampling: { samples: 4, ridge: 2 },
    };
    const all = posteriorOf(linear, { freshInputs: 8, readout: 'sampled' });
    let [total, first] = [0, 0];
    for (let a = -7; a <= 7; a += 0.05) {
      for (let w = -7; w <= 7; w += 0.05) {
        const weight = Math.exp(-all.energy(new Float64Array([w, a])));
        total += weight;
        first += weight * a * w;
      }
    }
    for (const readout of ['integrated', 'sampled'] as const) {
      const chains = [1, 2, 3, 4].map((seed) => {
        const posterior = chainPosterior(linear, { freshInputs: 8, readout });
        const normal = gaussianSource(seed);
        const position = startingPosition(posterior, undefined, normal);
        const step = stepFor(posterior, position, normal, readout);
        const dynamics = new Langevin(posterior, position, { step, friction: 1, normal });
        dynamics.advance(500);
        const draws = Array.from({ length: 2000 }, () => (dynamics.advance(20), posterior.alignment(position)));
        posterior.close();
        return draws;
      });
      const mean = chains.flat().reduce((sum, one) => sum + one, 0) / chains.flat().length;
      expect(Math.abs(mean - first / total)).toBeLessThan(4 * meanError(chains));
      expect(meanError(chains)).toBeLessThan(0.03);
    }
  });
});

/** The part of WebAssembly that is looked at first; a page without 'wasm-unsafe-eval' in its policy compiles nothing. */
const host = (isValid: boolean): object => ({
  validate: (): boolean => isValid,
  Module: function () {
    throw new Error('refused to compile');
  },
});

describe('where the core cannot be', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it.each([
    ['there is no WebAssembly', undefined],
    ['WebAssembly has no SIMD', host(false)],
    ['the policy of a page forbids it', host(true)],
  ])('the reference takes its place: %s', async (_, found) => {
    vi.resetModules();
    vi.stubGlobal('WebAssembly', found);
    const fresh = await import('../../../validation/training/sample/chain-posterior.js');
    const planned = cubicPoint(4, 20, 1);
    const method = { freshInputs: 16, readout: 'integrated' } as const;
    const [without, exact] = [fresh.chainPosterior(planned, method), posteriorOf(planned, method)];
    const at = startingPosition(exact, undefined, gaussianSource(5));
    expect(gradientOf(without, at)).toEqual(gradientOf(exact, at));
  });
});

it('measures the point that the reference measures, within its error', async () => {
  const planned = cubicPoint(6, 80, 1, { step: 0.06, steps: 6000 });
  const method = chainsMethod({ readout: 'integrated', draws: 400, freshInputs: 512 });
  const ours = pointOf(planned, method, await runChains(planned, method, () => undefined));
  vi.resetModules();
  vi.stubGlobal('WebAssembly', undefined);
  const reference = await import('../../../validation/training/sample/chains.js');
  const theirs = pointOf(planned, method, await reference.runChains(planned, method, () => undefined));
  vi.unstubAllGlobals();
  vi.resetModules();
  const error = Math.hypot(ours.error, theirs.error);
  expect(Math.abs(ours.value - theirs.value)).toBeLessThan(4 * error);
  expect(error).toBeLessThan(0.06);
});
