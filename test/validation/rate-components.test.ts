import { describe, expect, it } from 'vitest';
import type { PlannedTarget } from '../../validation/index.js';
import { erf } from '../../validation/network/erf.js';
import { hermite } from '../../validation/network/hermite.js';
import type { ActivationName } from '../../theory/index.js';
import { fillGaussian, gaussianSource } from '../../validation/network/random.js';
import { componentsEnergy, heldBy } from '../../validation/rate/components/energy.js';
import type { ComponentsState } from '../../validation/rate/components/energy.js';
import { componentsAt } from '../../validation/rate/components/model.js';
import { searchComponents } from '../../validation/rate/components/search.js';
import { stateEnergy } from '../../validation/rate/overlaps/energy.js';
import { overlapAt, problemAt } from '../../validation/rate/overlaps/model.js';
import { findSaddle } from '../../validation/rate/overlaps/search.js';
import { gaussian, layer, network } from './network/planned.js';

const free = async (): Promise<void> => undefined;
const one = (d: number, width: number, activation: ActivationName = 'erf') =>
  network(gaussian(d), [layer('dense', { width }, { activation })]);
const mixture = (...products: Record<string, number>[]): PlannedTarget => ({
  name: 'y',
  kind: 'mixture',
  terms: products.map((degrees) => ({
    component: {
      kind: 'hermite',
      factors: Object.entries(degrees).map(([direction, degree]) => ({ direction, degree })),
    },
    coefficient: 1,
  })),
});
const sum = (...degrees: number[]): PlannedTarget => ({
  name: 'y',
  kind: 'hermite',
  terms: degrees.map((degree) => ({ degree, coefficient: 1 })),
  directions: 1,
});

describe('what a unit holds of a component', () => {
  it('is what drawn inputs show: a product of directions, and two degrees with their signs', () => {
    const problem = componentsAt({ network: one(3, 8), target: mixture({ u: 1, v: 2 }, { u: 3 }, { v: 1 }) });
    const along = [0.9, -1.2];
    const across = 0.5;
    const held = heldBy(problem, along, across);
    const samples = 400000;
    const inputs = fillGaussian(new Float64Array(3 * samples), gaussianSource(1));
    const sums = [0, 0, 0];
    for (let k = 0; k < samples; k++) {
      const [u, v, rest] = [0, 1, 2].map((axis) => inputs[3 * k + axis] ?? 0) as [number, number, number];
      const phi = erf(0.9 * u - 1.2 * v + Math.sqrt(across) * rest);
      const values = [hermite(1, u) * hermite(2, v), hermite(3, u), v];
      values.forEach((value, index) => (sums[index] = (sums[index] ?? 0) + (phi * value) / samples));
    }
    // The error of a mean of 400000 numbers of deviation about 1 is 0.0016.
    for (const [index, value] of sums.entries()) expect(Math.abs(value - (held[index] ?? NaN))).toBeLessThan(0.008);
  });
});

describe('the energy at full alignment with every component', () => {
  it('is that of one component where there is one', () => {
    const planned = { network: one(40, 64), target: sum(3) };
    const state: ComponentsState = {
      groups: [{ units: 3, along: [1.3], across: 0.4 }],
      gain: 1.5,
      restAcross: 0.9,
    };
    const found = componentsEnergy(componentsAt(planned), state);
    const known = stateEnergy(problemAt(planned, overlapAt(planned)), {
      units: 3,
      overlap: 1.69,
      across: 0.4,
      spread: 1.5,
      restAcross: 0.9,
    });
    expect(found.energy).toBeCloseTo(known.energy, 3);
    expect(found.cost).toBeCloseTo(known.cost, 9);
  });

  // By hand: units along u hold He_3(u) alone and those along v He_1(v), Lambda is diagonal and each component pays 1/(2 lambda) for its share 1/2.
  it('is paid by each direction on its own where the directions differ', () => {
    const problem = componentsAt({ network: one(1e6, 100), target: mixture({ u: 3 }, { v: 1 }) });
    const group = (units: number, along: number[]) => ({ units, along, across: 1 });
    const state: ComponentsState = { groups: [group(2, [1.5, 0]), group(3, [0, 0.7])], gain: 1, restAcross: 1 };
    const { energy, cost } = componentsEnergy(problem, state);
    const [a, b] = [heldBy(problem, [1.5, 0], 1)[0] ?? 0, heldBy(problem, [0, 0.7], 1)[1] ?? 0];
    const [first, second] = [(2 * a * a) / 100, (3 * b * b) / 100];
    expect(cost / (((2 * 2.25 + 3 * 0.49) * 1e6) / 2)).toBeCloseTo(1, 6);
    const byHand = 1 / (4 * first) + 1 / (4 * second) + Math.log(first * second) / 2;
    expect((energy - cost) / byHand).toBeCloseTo(1, 3);
  });

  it('needs units of two kinds along one direction: those that are all alike hold one combination', () => {
    const problem = componentsAt({ network: one(1e6, 100), target: sum(1, 3) });
    const units = (...strengths: number[]): ComponentsState => ({
      groups: strengths.map((m) => ({ units: 4 / strengths.length, along: [m], across: 1 })),
      gain: 1,
      restAcross: 1,
    });
    const readout = (state: ComponentsState): number => 1 / (2 * componentsEnergy(problem, state).lambda);
    expect(readout(units(1.5, 1.5))).toBeGreaterThan(1000 * readout(units(0.5, 2.5)));
  });
});

describe('the lowest state', () => {
  it('is the known one for one component', async () => {
    const planned = { network: one(64, 1024), target: sum(3) };
    const { lowest } = await searchComponents(componentsAt(planned), 1, free);
    const { lowest: known } = await findSaddle(problemAt(planned, overlapAt(planned)), 1, free);
    expect(lowest.pattern).toBe('specialization');
    expect(Math.abs(lowest.energy / known.energy - 1)).toBeLessThan(0.01);
  });

  // u_1 u_2^2 is largest at u_1^2 = 1/3, where sqrt(3) u_1 u_2^2 = 2/3: lambda is 4/9 of that of He_3, and E = sqrt(N d / lambda) 3/2 of its.
  it('of a product of directions is 3/2 of that of its total degree', async () => {
    const [d, N] = [1024, 262144];
    const [product, cubic] = await Promise.all(
      [mixture({ u: 1, v: 2 }), sum(3)].map((target) =>
        searchComponents(componentsAt({ network: one(d, N), target }), 1, free),
      ),
    );
    expect((product?.lowest.energy ?? 0) / (cubic?.lowest.energy ?? 1)).toBeCloseTo(1.5, 1);
  });
});
