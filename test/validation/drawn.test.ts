import { describe, expect, it } from 'vitest';
import type { ActivationName } from '../../theory/index.js';
import type { PlannedTarget } from '../../validation/index.js';
import { polarized, type Functional, type Line } from '../../validation/drawn/functional.js';
import { gramOf, learnedBy } from '../../validation/drawn/posterior.js';
import { drawnSaddle } from '../../validation/drawn/model.js';
import { readoutEnergy, type DrawnOverlaps } from '../../validation/drawn/readout-energy.js';
import { DrawnProblem, type DrawnOptions, type DrawnSetting } from '../../validation/drawn/problem.js';
import { drawGroup } from '../../validation/drawn/sample.js';
import { priorState, type DrawnPattern, type DrawnState } from '../../validation/drawn/state.js';
import { activationFunctions } from '../../validation/network/activations.js';
import { hermite } from '../../validation/network/hermite.js';
import { fillGaussian, gaussianSource } from '../../validation/network/random.js';
import { stateEnergy } from '../../validation/rate/overlaps/energy.js';
import { overlapAt, problemAt } from '../../validation/rate/overlaps/model.js';
import { findSaddle } from '../../validation/rate/overlaps/search.js';
import { halfLineRule, hermiteCoefficient } from '../../validation/rate/quadrature.js';
import { gaussian, layer, network, patches } from './network/planned.js';

const free = async (): Promise<void> => undefined;
const sum = (...degrees: number[]): PlannedTarget => ({
  name: 'y',
  kind: 'hermite',
  terms: degrees.map((degree) => ({ degree, coefficient: 1 })),
  directions: 1,
});
const one = (d: number, width: number, activation: ActivationName = 'erf') =>
  network(gaussian(d), [layer('dense', { width }, { activation })]);
const lazy: readonly DrawnPattern[] = [{ pattern: 'lazy', degree: 1 }];
const turned = (d: number): DrawnState => ({ ...priorState, units: 3, strength: Math.sqrt(2 * d), across: 0.5 });

/** lambda on several draws: its mean and standard error. */
function lambdaOf(
  setting: DrawnSetting,
  state: DrawnState,
  options: Partial<DrawnOptions> = {},
  draws = 16,
): { mean: number; error: number } {
  const found = Array.from({ length: draws }, (_, seed) => {
    const problem = new DrawnProblem(setting, { inputs: 800, seed: seed + 1, features: [1], ...options });
    return problem.energy(
      setting.network.layers.map(() => lazy[0] as DrawnPattern),
      problem.drawn.layers.map(() => state),
    ).lambda;
  });
  const mean = found.reduce((total, value) => total + value, 0) / draws;
  const variance = found.reduce((total, value) => total + (value - mean) ** 2, 0) / (draws - 1);
  return { mean, error: Math.sqrt(variance / draws) };
}

/** The value at a standardised input of a function that is a sum along lines. */
function valueOnLines(lines: readonly Line[], z: Float64Array): number {
  return lines.reduce(
    (sum, { coefficient, degree, parts }) =>
      sum +
      coefficient *
        hermite(
          degree,
          parts.reduce((t, [at, part]) => t + part * (z[at] as number), 0),
        ),
    0,
  );
}

describe('a product of Hermite polynomials along orthogonal directions', () => {
  it.each([[[3]], [[1, 1]], [[1, 2]], [[2, 2]], [[1, 1, 1]], [[3, 1, 2]]])(
    'of degrees %j is the sum along its lines',
    (degrees) => {
      const lines = polarized(degrees.map((degree, at) => ({ degree, parts: [[at, 1]] })));
      const z = fillGaussian(new Float64Array(degrees.length), gaussianSource(3));
      const product = degrees.reduce((value, degree, at) => value * hermite(degree, z[at] as number), 1);
      expect(valueOnLines(lines, z)).toBeCloseTo(product, 9);
    },
  );
});

describe('inputs drawn along lines', () => {
  const cubic: Functional = { kind: 'lines', linesAt: () => polarized([{ degree: 3, parts: [[0, 1]] }]) };
  const group = drawGroup({ input: gaussian(5), directions: 1, functionals: [cubic] }, 300, 4);
  const average = (f: (x: Float64Array) => number): number => {
    let total = 0;
    for (let row = 0; row < group.count; row++)
      total += (group.weights[0]?.[row] as number) * f(group.inputs.subarray(5 * row, 5 * row + 5));
    return total;
  };

  it('take nothing of what does not hang on the place along the line, or by a lower degree, without noise', () => {
    expect(Math.abs(average(() => 1))).toBeLessThan(1e-7);
    expect(Math.abs(average((x) => Math.sin(3 * (x[1] as number)) * 100))).toBeLessThan(1e-5);
    expect(Math.abs(average((x) => (x[0] as number) ** 2 * (x[2] as number)))).toBeLessThan(1e-5);
  });

  it('take a function of the line itself without noise', () => {
    expect(average((x) => hermite(3, x[0] as number))).toBeCloseTo(1, 5);
    // <erf(t) He_3(t)>: its square is 16/(6 pi) (x/(1 + 2 x))^3 at x = 1.
    const square = (16 / (6 * Math.PI)) * (1 / 3) ** 3;
    expect(average((x) => activationFunctions.erf.value(x[0] as number)) ** 2 / square).toBeCloseTo(1, 2);
  });
});

describe('lambda of drawn networks', () => {
  // <phi, He_n> = (w_1/|w|)^n c_n(|w|/sqrt d), and (w_1/|w|)^(2n) is (2n-1)!!/(d (d+2) ... (d+2n-2)) on average, apart from |w|.
  it.each([
    ['erf', 3, 24],
    ['relu', 2, 16],
    ['erf', 1, 48],
  ] as const)('of a lazy layer of %s is its kernel on He_%i at d = %i', (activation, degree, d) => {
    const { value } = activationFunctions[activation];
    const rule = halfLineRule(0.05);
    let [squares, weights] = [0, 0];
    for (let q = 0.3; q < 2; q += 0.02) {
      const weight = Math.exp((d - 1) * Math.log(q) - (d * q * q) / 2);
      weights += weight;
      squares += weight * hermiteCoefficient(value, degree, q, rule) ** 2;
    }
    let share = squares / weights;
    for (let n = 0; n < degree; n++) share *= (2 * n + 1) / (d + 2 * n);
    const { mean, error } = lambdaOf({ network: one(d, 64, activation), target: sum(degree) }, priorState);
    expect(error / share).toBeLessThan(0.08);
    expect(Math.abs(mean - share)).toBeLessThan(3.5 * error);
  });

  it.each([
    ['erf', 3, turned(32)],
    ['relu', 2, turned(32)],
    ['erf', 3, { ...priorState, gain: 8 }],
  ] as const)('of %s on He_%i is that by quadrature of the overlaps', (activation, degree, state) => {
    const setting = { network: one(32, 64, activation), target: sum(degree) };
    const known = stateEnergy(problemAt(setting, overlapAt(setting)), {
      units: state.units,
      overlap: state.strength ** 2 / 32,
      across: state.across,
      spread: state.gain,
      restAcross: 1,
    }).lambda;
    const { mean, error } = lambdaOf(setting, state);
    // Beside the noise, quadrature holds the lengths of the weights at their mean: terms of order 1/d.
    expect(Math.abs(mean - known)).toBeLessThan(3 * error + 0.05 * known);
  });

  it('of experts is A/X times that of a dense layer of all their units', () => {
    const mixture = network(gaussian(16), [layer('dense', { width: 8, experts: 8, active: 2 }, { activation: 'erf' })]);
    const dense = lambdaOf({ network: one(16, 64), target: sum(3) }, turned(16), {}, 2);
    const experts = lambdaOf({ network: mixture, target: sum(3) }, turned(16), {}, 2);
    expect(experts.mean / dense.mean).toBeCloseTo(1 / 4, 9);
  });

  it('of patches is that of one patch, over their number for readouts that flatten or average', () => {
    const on = (readout: 'flatten' | 'mean' | 'sum') =>
      lambdaOf(
        {
          network: network(patches(6, 12), [layer('conv', { channels: 20 }, { activation: 'erf' })], readout),
          target: sum(3),
        },
        turned(12),
        {},
        2,
      ).mean;
    const alone = lambdaOf({ network: one(12, 20), target: sum(3) }, turned(12), {}, 2).mean;
    expect(on('sum') / alone).toBeCloseTo(1, 9);
    expect(on('flatten') / alone).toBeCloseTo(1 / 6, 9);
    expect(on('mean') / alone).toBeCloseTo(1 / 6, 9);
  });
});

describe('common random numbers', () => {
  const setting: DrawnSetting = {
    network: network(gaussian(8), [
      layer('dense', { width: 12 }, { activation: 'erf' }),
      layer('dense', { width: 10 }, { activation: 'relu', residual: true }),
    ]),
    target: sum(3),
  };
  const patterns: readonly DrawnPattern[] = [
    { pattern: 'specialization', degree: 1 },
    { pattern: 'gfl', degree: 3 },
  ];
  const states = (strength: number): DrawnState[] => [
    { ...priorState, units: 2, strength, across: 0.5 },
    { ...priorState, gain: 3 },
  ];
  const drawn = (seed: number) => new DrawnProblem(setting, { inputs: 260, seed, features: [1, 3] });

  it('give the same U for the same state, whatever was computed before', () => {
    const problem = drawn(5);
    const first = problem.energy(patterns, states(4)).energy;
    problem.energy(patterns, states(2));
    problem.energy(patterns, [states(4)[0] as DrawnState, priorState]);
    expect(problem.energy(patterns, states(4)).energy).toBe(first);
    expect(drawn(5).energy(patterns, states(4)).energy).toBe(first);
    expect(drawn(6).energy(patterns, states(4)).energy).not.toBe(first);
  });

  it('make U smooth in the state: differences of small steps agree with those of large ones', () => {
    const problem = drawn(5);
    const at = (strength: number): number => problem.energy(patterns, states(strength)).energy;
    const small = (at(4 + 1e-5) - at(4 - 1e-5)) / 2e-5;
    const large = (at(4 + 1e-2) - at(4 - 1e-2)) / 2e-2;
    expect(small / large).toBeCloseTo(1, 2);
  });
});

describe('the lowest state of drawn networks', () => {
  it('is the known one of two layers, by pattern, and by energy within its error', async () => {
    const setting = { network: one(24, 24), target: sum(3) };
    const starts: DrawnPattern[][] = (['specialization', 'gfl', 'lazy'] as const).map((pattern) => [
      { pattern, degree: 1 },
    ]);
    const point = await drawnSaddle({ kind: 'drawn', starts })({ sizes: {}, seed: 1, ...setting, predicted: 1 }, free);
    const { lowest } = await findSaddle(problemAt(setting, overlapAt(setting)), 1, free);
    expect(point.seen?.['pattern']).toBe(lowest.pattern);
    expect(point.seen?.['units1']).toBe(lowest.state.units);
    expect(Math.abs(point.value / lowest.energy - 1)).toBeLessThan(0.06);
    expect(Math.abs(point.value - lowest.energy)).toBeLessThan(point.error);
  });
});

describe('what P samples learn on average', () => {
  // One eigenvalue l, n times: kappa_eff solves k = kappa + n l k/(k + P l), a quadratic.
  const [n, l, ridge, samples] = [6, 0.3, 0.4, 20];
  const gram = Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? l : 0));
  const overlaps = new Float64Array(n);
  overlaps[2] = Math.sqrt(0.8 * l);
  const at = (kappa: number) =>
    learnedBy({ gram, overlaps: [overlaps, overlaps] }, { ridge: kappa, noise: 0.5, samples }, kappa / samples);
  const b = ridge + n * l - samples * l;
  const effective = (b + Math.sqrt(b * b + 4 * ridge * samples * l)) / 2;

  it('has the effective ridge of its equation, and the alignment of the modes that are resolved', () => {
    expect(at(ridge).z * samples).toBeCloseTo(effective, 4);
    expect(at(ridge).alignment).toBeCloseTo((0.8 * samples * l) / (samples * l + effective), 4);
  });

  // d U/d kappa = -(1/2) d/dkappa of y'(K + kappa)^-1 y is by the chain rule; its determinant part is (P/kappa_eff - P/kappa)/2.
  it('has an evidence whose determinant follows the trace of the inverse kernel', () => {
    const withoutData = (kappa: number): number => {
      const { energy, alignment, z } = at(kappa);
      return energy - (1 + 0.25 - alignment) / z / 2;
    };
    const slope = (withoutData(ridge * 1.01) - withoutData(ridge * 0.99)) / (0.02 * ridge);
    expect(slope).toBeCloseTo((samples / effective - samples / ridge) / 2, 2);
  });

  it('learns all of what the kernel holds from many samples', () => {
    const { alignment } = learnedBy({ gram, overlaps: [overlaps, overlaps] }, { ridge, noise: 0, samples: 1e7 }, 1e-6);
    expect(alignment).toBeCloseTo(0.8, 5);
  });

  it('takes the kernel of features from inputs', () => {
    expect([...gramOf(Float64Array.of(1, 2, 3, 0), 2)]).toEqual([5, 1, 1, 2]);
  });
});

describe('U of several draws of one state', () => {
  const y = Float64Array.of(1);
  const draw = (lambda: number): DrawnOverlaps => {
    const v = [Float64Array.of(Math.sqrt(lambda))];
    return { halves: [v, v], counts: Float64Array.of(1), turned: undefined };
  };

  it('is that of one where all are alike', () => {
    const one = readoutEnergy(y, [draw(0.25)]);
    expect(readoutEnergy(y, [draw(0.25), draw(0.25), draw(0.25)])).toEqual(one);
    expect(one.readout).toBeCloseTo(1 / (2 * 0.25) + Math.log(0.25) / 2, 12);
  });

  // 1/(l (1 + e)) is 1 - e + e^2 on average over l: of 0.2 and 0.3 the mean is 0.25, and the variance of such numbers 2 * 0.05^2.
  it('counts by how much lambda fluctuates between them, to second order', () => {
    const { readout } = readoutEnergy(y, [draw(0.2), draw(0.3)]);
    expect(readout).toBeCloseTo((1 + (2 * 0.05 ** 2) / 0.25 ** 2) / (2 * 0.25) + Math.log(0.25) / 2, 10);
  });

  it('is seen through a noise that hides it in each draw', () => {
    const noisy = (sign: number): DrawnOverlaps => ({
      halves: [[Float64Array.of(0.5 + sign * 0.4)], [Float64Array.of(0.5 - sign * 0.1)]],
      counts: Float64Array.of(1),
      turned: undefined,
    });
    const signs = [1, -1, 1, -1, 1, -1, 1, -1];
    expect(readoutEnergy(y, [noisy(-1)]).readout).toBe(Infinity);
    expect(Number.isFinite(readoutEnergy(y, signs.map(noisy)).readout)).toBe(true);
  });
});
