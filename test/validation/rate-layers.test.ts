import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activationNames } from '../../theory/activations/index.js';
import type { PatternName } from '../../theory/index.js';
import { activationFunction } from '../../validation/network/activations.js';
import { erf } from '../../validation/network/erf.js';
import { gaussianAverage, halfLineRule } from '../../validation/rate/quadrature.js';
import { stateEnergy } from '../../validation/rate/overlaps/energy.js';
import type { LayerState } from '../../validation/rate/layers/layer.js';
import { stackAt, type UnitLayer, type Stack } from '../../validation/rate/layers/stack.js';
import { outsideOf } from '../../validation/rate/layers/projection.js';
import { sampledLambda } from '../../validation/rate/layers/sampled.js';
import type { StackSearch } from '../../validation/rate/layers/search.js';
import { searchStack } from '../../validation/rate/layers/search.js';
import { smoothed } from '../../validation/rate/layers/smoothing.js';
import { StackProblem } from '../../validation/rate/layers/energy.js';
import { overlapOf } from '../../validation/rate/overlap.js';
import { minimiseSmooth } from '../../validation/rate/quasi-newton.js';
import { findSaddle } from '../../validation/rate/overlaps/search.js';

const free = async (): Promise<void> => undefined;
const prior: LayerState = {
  units: 0,
  strength: 0,
  turned: { linear: 1, rest: 1 },
  lean: 0,
  gain: 1,
  others: { linear: 1, rest: 1 },
  mixing: 0,
  skipMixing: 0,
};

const layer = (width: number, activation = 'erf', residual = false): UnitLayer => ({
  width,
  activation: smoothed(activation),
  residual,
  normed: false,
  times: 1,
});

function stack(dimension: number, layers: readonly UnitLayer[], other: Partial<Stack> = {}): Stack {
  return { dimension, variances: { along: 1, across: 1 }, layers, degree: 3, directions: 1, readout: 1, ...other };
}

const search = (made: Stack, ...starts: (readonly PatternName[])[]): Promise<StackSearch> =>
  searchStack(new StackProblem(made), starts, 1, free);
const slope = (from: number, to: number, sizes: number): number => Math.log(to / from) / Math.log(sizes);

describe('a stack of one layer', () => {
  // The two-layer code takes the overlaps as a function of |w| by another quadrature, without conditioning on t.
  it.each<[string, string, number, number, number, Partial<LayerState>]>([
    ['specialised units, erf', 'erf', 3, 512, 512, { units: 3, strength: 33, turned: { linear: 0.26, rest: 1 } }],
    ['a gain, erf', 'erf', 3, 64, 256, { gain: 9, others: { linear: 0.8, rest: 1 } }],
    ['units and a gain, tanh', 'tanh', 3, 40, 60, { units: 2, strength: 9, gain: 3 }],
    ['units, relu', 'relu', 2, 40, 60, { units: 2, strength: 9 }],
    ['units, gelu', 'gelu', 2, 40, 60, { units: 2, strength: 9 }],
    ['units, sin, degree 5', 'sin', 5, 40, 60, { units: 2, strength: 12 }],
  ])('has the energy of the two-layer network: %s', (_, activation, degree, width, dimension, change) => {
    const state = { ...prior, ...change };
    const one = new StackProblem(stack(dimension, [layer(width, activation)], { degree })).energy([state]);
    const other = stateEnergy(
      { overlap: overlapOf(activation, degree), dimension, width, chi: 1 },
      {
        units: state.units,
        overlap: state.strength ** 2 / dimension,
        across: state.turned.linear,
        spread: state.gain,
        restAcross: state.others.linear,
      },
    );
    expect(Math.abs(one.lambda / other.lambda - 1)).toBeLessThan(2e-4);
    expect(Math.abs(one.cost - other.cost)).toBeLessThan(1e-9 * other.cost);
    expect(Math.abs(one.energy / other.energy - 1)).toBeLessThan(1e-3);
  });

  it.each([
    [64, 64],
    [300, 40],
    [4, 4096],
  ])('has the saddle of the two-layer network: N = %i, d = %i', async (width, dimension) => {
    const { lowest } = await search(stack(dimension, [layer(width)]), ['gfl'], ['specialization'], ['magnetization']);
    const overlap = overlapOf('erf', 3);
    const known = await findSaddle({ overlap, dimension, width, chi: 1 }, 1, free);
    expect(lowest.seen).toEqual([known.lowest.pattern]);
    expect(lowest.states[0]?.units).toBe(known.lowest.state.units);
    expect(Math.abs(lowest.energy / known.lowest.energy - 1)).toBeLessThan(1e-3);
  });

  // Linear channels: lambda = (1/C n) sum m_c^2. With a gain D, C (D - 1 - log D)/2 + n S/(2 D) is least where C (1 - 1/D) = n S/D^2.
  it('is solved by hand for linear channels', async () => {
    const [C, n, S] = [512, 512, 512];
    const { lowest } = await search(stack(S, [layer(C, 'linear')], { degree: 1, readout: n }), ['gfl']);
    const D = 0.5 + Math.sqrt(0.25 + (n * S) / C);
    // The fluctuation of the sum of C squares adds 2/C to 1/lambda.
    const byHand = (C * (D - 1 - Math.log(D))) / 2 + ((1 + 2 / C) * n * S) / (2 * D) + Math.log(D / (n * S)) / 2;
    expect(lowest.states[0]?.gain).toBeCloseTo(D, 0);
    expect(Math.abs(lowest.energy / byHand - 1)).toBeLessThan(1e-3);
  });

  // At leading order M d x/2 + k N/(2 M g) for M units in all: sqrt(k) times the energy of one direction.
  it('costs sqrt(k) times as much for k directions', async () => {
    const one = await search(stack(256, [layer(65536)]), ['specialization']);
    const four = await search(stack(256, [layer(65536)], { directions: 4 }), ['specialization']);
    expect(Math.abs(four.lowest.energy / one.lowest.energy / 2 - 1)).toBeLessThan(0.02);
  });
});

describe('a stack of two layers', () => {
  const energyOf = async (dimension: number, N1: number, N2: number, pattern: string): Promise<number> => {
    const { others } = await search(stack(dimension, [layer(N1), layer(N2)]), pattern.split(', ') as PatternName[]);
    return others.find(({ start }) => start === pattern)?.energy ?? Number.NaN;
  };

  // The exponents of the table of docs/theory.md. The first two patterns: the lazy layer is so wide that it is as good as infinite. The third
  // is itself where M1 = (N1 N2/d^2)^(1/3) and the gain E/N2 of the second layer are well above 1.
  it.each<[string, string, [number, number, number], [number, number, number], number, number]>([
    ['lazy, specialization', '1/2 in N2', [256, 1e9, 4096], [256, 1e9, 65536], 16, 1 / 2],
    ['lazy, specialization', '1/2 in d', [64, 1e9, 65536], [1024, 1e9, 65536], 16, 1 / 2],
    ['specialization, lazy', '1/2 in N1', [256, 4096, 1e9], [256, 65536, 1e9], 16, 1 / 2],
    ['specialization, magnetization', '1/3 in N1', [1e4, 1e7, 1e4], [1e4, 1.6e8, 1e4], 16, 1 / 3],
    ['specialization, magnetization', '1/3 in N2', [1e4, 1e8, 1e4], [1e4, 1e8, 4e4], 4, 1 / 3],
    ['specialization, magnetization', '1/3 in d', [1e4, 1e8, 1e4], [4e4, 1e8, 1e4], 4, 1 / 3],
  ])('has the exponent of the table: %s, %s', async (pattern, _, from, to, factor, exponent) => {
    const [low, high] = [await energyOf(...from, pattern), await energyOf(...to, pattern)];
    expect(Math.abs(slope(low, high, factor) - exponent)).toBeLessThan(0.04);
  });

  it.each<[string, Stack, (readonly PatternName[])[]]>([
    ['lazy, specialization', stack(48, [layer(1024), layer(192)]), [['lazy', 'specialization']]],
    ['gfl, specialization', stack(48, [layer(256), layer(256)]), [['gfl', 'specialization']]],
    ['specialization, gfl', stack(48, [layer(400), layer(400)]), [['specialization', 'gfl']]],
    ['a residual square, He_3', stack(32, [layer(200), layer(200, 'quadratic', true)]), [['specialization', 'lazy']]],
    [
      'a residual square, He_2',
      stack(32, [layer(200), layer(200, 'quadratic', true)], { degree: 2 }),
      [['specialization', 'specialization']],
    ],
    ['relu, He_2', stack(32, [layer(200, 'relu'), layer(200, 'relu')], { degree: 2 }), [['lazy', 'specialization']]],
    ['a teacher', stack(48, [layer(400), layer(300)], { directions: 2 }), [['specialization', 'lazy']]],
  ])('gives the lambda of networks drawn in its state, on drawn inputs: %s', async (_, made, starts) => {
    const { lowest } = await search(made, ...starts);
    const draws = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => sampledLambda(made, lowest.states, 1500, seed).lambda);
    const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
    const error = Math.sqrt(
      draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (draws.length - 1) / draws.length,
    );
    // What is conditioned on t is not Gaussian, and few units fluctuate: a few percent.
    expect(Math.abs(mean - lowest.lambda)).toBeLessThan(3 * error + 0.08 * lowest.lambda);
    expect(error).toBeLessThan(0.15 * lowest.lambda);
  });

  it('is lazy from the prior: 1/(2 lambda), and a residual layer adds the lambdas', () => {
    const [first, second] = [layer(300), layer(300, 'quadratic')];
    const lambda = (layers: readonly UnitLayer[], degree: number): number =>
      new StackProblem(stack(16, layers, { degree })).energy(layers.map(() => prior)).lambda;
    expect(lambda([first, { ...second, residual: true }], 2)).toBeCloseTo(lambda([first, second], 2), 12);
    expect(lambda([first, { ...second, residual: true }], 3)).toBeCloseTo(lambda([first], 3), 12);
    expect(lambda([first, second], 3)).toBeLessThan(1e-12 * lambda([first], 3));
  });
});

describe('a form behind a lazy first layer', () => {
  /** A target He_m of a quadratic form behind layers of these widths and activations, the first of which makes the form. */
  const ofForm = (
    dimension: number,
    degree: number,
    ...layers: readonly [activation: string, width: number][]
  ): Stack =>
    stackAt({
      network: {
        name: 'Form',
        input: { kind: 'gaussian', dimension },
        layers: layers.map(([activation, width], index) => ({
          name: `h${index + 1}`,
          kind: 'dense',
          residual: false,
          sizes: { width },
          activation: activation as 'relu',
        })),
        output: { kind: 'linear', scaling: 'standard' },
      },
      target: { name: 't', kind: 'hierarchical', form: 2, terms: [{ degree, coefficient: 1 }] },
    });

  // z^2 holds 2 w_1 w_2/d of x_1 x_2 for each of d/2 pairs, and p all pairs over sqrt(d/2): 4/d^2. relu holds c_2^2 = 1/(4 pi) of unit weights, whose
  // p(w/|w|)^2 is 1/(d (d + 2)): 2 c_2^2/(d (d + 2)).
  it.each<[string, (d: number) => number]>([
    ['quadratic', (d) => 4 / d ** 2],
    ['relu', (d) => 1 / (2 * Math.PI * d * (d + 2))],
  ])('is in the kernel of one layer of %s as in the formula', (activation, lambda) => {
    for (const d of [6, 100]) {
      const found = new StackProblem(ofForm(d, 1, [activation, 4 * d * d])).energy([]);
      expect(found.lambda / lambda(d)).toBeCloseTo(1, 4);
      expect(found.cost).toBe(0);
    }
  });

  it.each<[string, Stack, LayerState[], low: number, high: number]>([
    ['lazily, relu', ofForm(12, 1, ['relu', 4 * 12 ** 2]), [], 0.8, 1.2],
    ['lazily behind an odd layer', ofForm(12, 1, ['relu', 4 * 12 ** 2], ['erf', 4 * 12 ** 2]), [prior], 0.65, 1.2],
    // Off by 1/d: what else the units see grows with the length of x, and p is not Gaussian.
    [
      'units on He_3 of it',
      ofForm(12, 3, ['relu', 16 * 12 ** 2], ['erf', 4 * 12 ** 2]),
      [{ ...prior, units: 4, strength: 35, turned: { linear: 0.02, rest: 0.96 }, gain: 1 }],
      0.8,
      2.5,
    ],
  ])('has the lambda of drawn networks: %s', (_, made, states, low, high) => {
    const { lambda } = new StackProblem(made).energy(states);
    const draws = [1, 2, 3, 4].map((seed) => sampledLambda(made, states, 1024, seed).lambda / lambda);
    const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
    expect(mean).toBeGreaterThan(low);
    expect(mean).toBeLessThan(high);
  });

  it('costs d^2 lazily, and with units of a later layer: slopes', async () => {
    const energy = async (d: number, degree: number, second?: [string, number]): Promise<number> => {
      const made = ofForm(d, degree, ['relu', 4 * d * d], ...(second ? [second] : []));
      return (await search(made, ...(second ? [['specialization'] as const] : []))).lowest.energy;
    };
    expect(slope(await energy(64, 1), await energy(1024, 1), 16)).toBeCloseTo(2, 1);
    const [low, high] = [await energy(128, 3, ['erf', 4 * 128 ** 2]), await energy(1024, 3, ['erf', 4 * 1024 ** 2])];
    expect(slope(low, high, 8)).toBeCloseTo(2, 1);
    // sqrt(N2 d^2): 16 times as many units.
    expect(slope(low, await energy(128, 3, ['erf', 64 * 128 ** 2]), 16)).toBeCloseTo(0.5, 1);
  });

  it('is harder to see behind fewer units of the first layer: 1/N1 of all else is noise beside it', async () => {
    const [few, many] = await Promise.all(
      [0.25, 16].map((ratio) =>
        search(ofForm(64, 3, ['relu', ratio * 64 ** 2], ['erf', 4 * 64 ** 2]), ['specialization']),
      ),
    );
    expect(few?.lowest.energy).toBeGreaterThan(2 * (many?.lowest.energy ?? Infinity));
  });
});

describe('the tools of the search', () => {
  it('minimise: a quadratic, and a curved valley', () => {
    const quadratic = minimiseSmooth(([x = 0, y = 0]) => 3 + (x - 1) ** 2 + 10 * (y + 2) ** 2 + x * y, [4, 4]);
    // 2 (x - 1) + y = 0, 20 (y + 2) + x = 0: y = 2 (1 - x), 80 = 39 x.
    expect(quadratic.at[0]).toBeCloseTo(80 / 39, 4);
    expect(quadratic.at[1]).toBeCloseTo(2 - 160 / 39, 4);
    const valley = minimiseSmooth(([x = 0, y = 0]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2, [-1.2, 1], 1e-12);
    expect(valley.value).toBeLessThan(1e-6);
  });

  // Columns (1,1,0) and (0,1,0) span the first two axes.
  it('project: what is outside the columns', () => {
    const outside = outsideOf(new Float64Array([3, 4, 5]), new Float64Array([1, 0, 1, 1, 0, 0]), 3);
    for (const [index, value] of [0, 0, 5].entries()) expect(outside[index]).toBeCloseTo(value, 4);
  });
});

describe('averages over Gaussian noise', () => {
  const rule = halfLineRule(0.02);

  it.each(activationNames)('of %s are those of a fine quadrature, and odd where it says so', (name) => {
    const phi = smoothed(name);
    const { value } = activationFunction(name);
    fc.assert(
      fc.property(
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: 0.01, max: 2, noNaN: true }),
        (mean, variance) => {
          const at = (g: number): number => mean + Math.sqrt(variance) * g;
          expect(phi.value(mean, variance)).toBeCloseTo(
            gaussianAverage((g) => value(at(g)), rule),
            3,
          );
          expect(phi.square(mean, variance)).toBeCloseTo(
            gaussianAverage((g) => value(at(g)) ** 2, rule),
            3,
          );
          if (phi.isOdd) expect(phi.value(-mean, variance)).toBeCloseTo(-phi.value(mean, variance), 9);
        },
      ),
    );
  });

  it('of erf squared are exact, also where it is a step', () => {
    const { square } = smoothed('erf');
    expect(square(0, 1)).toBeCloseTo(1 - (4 / Math.PI) * Math.atan(1 / Math.sqrt(5)), 10);
    expect(square(0, 0)).toBeCloseTo(0, 10);
    expect(square(7, 0.1)).toBeCloseTo(1, 10);
    // By quadrature on both sides of the step.
    for (const [mean, variance] of [
      [0.3, 400],
      [-2, 25],
      [1, 3],
    ] as const) {
      const fine = halfLineRule(0.001);
      const at = (g: number): number => erf(mean + Math.sqrt(variance) * g) ** 2;
      expect(square(mean, variance)).toBeCloseTo(gaussianAverage(at, fine), 3);
    }
  });
});
