import { describe, expect, it } from 'vitest';
import { Monomial, predict, type Study } from '../../../theory/index.js';
import type { Plan, Point } from '../../../validation/index.js';
import { planFor } from '../../../validation/index.js';
import { sampleInputs } from '../../../validation/network/input.js';
import { gaussianSource } from '../../../validation/network/random.js';
import { numericTarget } from '../../../validation/network/target.js';
import type { PlannedTarget } from '../../../validation/plan.js';
import { analyse } from '../../../validation/training/analyse/analysis.js';
import { trainingFindings } from '../../../validation/training/analyse/report.js';
import { product, alignmentWeights } from '../../../validation/training/sample/alignment-weights.js';
import { dense, size, stack, study } from '../../theory/networks.js';
import { twoLayers } from './studies.js';
import { words } from '../../../present/words/words.js';
import { inWords } from '../../in-words.js';

const number = (text: string): Monomial => Monomial.constant(text);

/** Mean-field, He_1 and He_3, with P = 8 N; by hand E = sqrt(d N^2/v) = 2 N for d = 16 and v = 4. */
const asked: Study = {
  ...study(
    {
      ...stack(dense('h', size('N'))),
      input: { kind: 'gaussian', dimension: number('16') },
      output: { kind: 'linear', scaling: 'meanfield', variance: number('4') },
    },
    {
      name: 'y',
      kind: 'hermite',
      terms: [
        { degree: 1, coefficient: 1 },
        { degree: 3, coefficient: -0.5 },
      ],
      directions: Monomial.one,
    },
    { N: 16 },
  ),
  samples: number('8').times(size('N')),
};

const planned = (): Promise<Plan> =>
  planFor(asked, predict(asked), {
    words,
    level: 'training',
    sweep: { variable: 'N', values: [8, 16, 32] },
    scan: { from: number('1'), to: number('16') },
    seeds: 3,
    threshold: 0.2,
  });

describe('a plan that scans the ridge', () => {
  it('has the samples of the study and a grid of ridges at each size, and watches the highest degree', async () => {
    const { method, points, predicted } = await planned();
    expect(method).toMatchObject({ scan: 'ridge', component: 3, threshold: 0.2 });
    for (const N of [8, 16, 32]) {
      const own = points.filter(({ sizes, seed }) => sizes['N'] === N && seed === 2);
      expect(own.map(({ sampling }) => sampling?.samples)).toEqual([1, 2, 3, 4, 5].map(() => 8 * N));
      // A factor 2 between neighbours.
      expect(own.map(({ sampling }) => sampling?.ridge)).toEqual([16, 8, 4, 2, 1]);
      expect(own.map(({ sizes }) => [sizes['P'], sizes['ridge']])).toEqual(
        [16, 8, 4, 2, 1].map((ridge) => [8 * N, ridge]),
      );
      // Smaller ridges are stiffer.
      const steps = own.map(({ sampling }) => sampling?.step ?? NaN);
      expect([...steps].sort((a, b) => b - a)).toEqual(steps);
    }
    expect(predicted).toMatchObject({ exponent: '1', energy: '2*N' });
  });

  it('needs the samples of the study and the sizes of a sweep', async () => {
    const { samples, ...without } = asked;
    expect(samples).toBeDefined();
    const scan = { from: number('1'), to: number('2') };
    const sweep = { variable: 'N', values: [8, 16, 32] };
    await expect(
      inWords(planFor(without, predict(without), { words, level: 'training', sweep, scan })),
    ).rejects.toThrow(/needs samples/);
    await expect(inWords(planFor(asked, predict(asked), { words, level: 'training', scan }))).rejects.toThrow(
      /sweep: N from/,
    );
  });
});

describe('the analysis of a scan', () => {
  // The alignment is x/(1 + 4x) at x = P/(c N kappa): it crosses 0.1 at x = 1/6, so that P/kappa* = c N/6, kappa* = 48/c with P = 8 N.
  const factor = 12;
  async function measured(): Promise<{ plan: Plan; points: Map<number, Point> }> {
    const plan = await planned();
    const points = plan.points.map(({ sizes, seed, sampling }, index): [number, Point] => {
      const x = (sampling?.samples ?? 0) / (sampling?.ridge ?? 1) / (factor * (sizes['N'] ?? 1));
      const value = x / (1 + 4 * x) + (seed - 2) * 1e-4;
      const seen = {
        mixed: 'yes',
        diverged: 0,
        rHat: 1,
        prior: value,
        informed: value,
        units: 10 / (sampling?.ridge ?? 1),
      };
      return [index, { sizes, seed, value, error: 1e-4, seen }];
    });
    if (plan.method.kind !== 'langevin') throw new TypeError('chains');
    return { plan: { ...plan, method: { ...plan.method, threshold: 0.1 } }, points: new Map(points) };
  }

  it('finds the exponent of P/kappa*, which the heuristic calls E, and its prefactor', async () => {
    const { plan, points } = await measured();
    if (plan.method.kind !== 'langevin') throw new TypeError('chains');
    const { measured: found, prefactor, summaries } = analyse(plan, plan.method, points);
    expect(found?.exponent).toBeCloseTo(1, 6);
    for (const { size, predicted, pStar } of summaries) {
      expect(predicted).toBeCloseTo(2 * size, 9);
      // Linear in log P/kappa between ridges a factor 2 apart: within some percent of the curve.
      const at = typeof pStar === 'string' ? NaN : pStar.samples / ((factor * size) / 6);
      expect(Math.abs(at - 1)).toBeLessThan(0.05);
    }
    expect(Math.abs((prefactor?.value ?? NaN) - factor / 12)).toBeLessThan(0.05);
  });

  it('says the ridge of the transition with its interval, beside P/E, and the units against the ridge', async () => {
    const { plan, points } = await measured();
    if (plan.method.kind !== 'langevin') throw new TypeError('chains');
    const { diagnostics } = trainingFindings(plan, plan.method, points);
    const ridges = diagnostics['ridges'] as { size: number; value: number; interval: number[]; predicted: number }[];
    expect(ridges.map(({ size }) => size)).toEqual([8, 16, 32]);
    for (const { value, interval, predicted } of ridges) {
      // P/E = 8 N/(2 N).
      expect(predicted).toBeCloseTo(4, 9);
      expect(Math.abs(value / (48 / factor) - 1)).toBeLessThan(0.05);
      expect(interval[0]).toBeLessThanOrEqual(value);
      expect(interval[1]).toBeGreaterThanOrEqual(value);
    }
    const units = diagnostics['units'] as { points: { ridge: number; units: number }[] }[];
    for (const { ridge, units: seen } of units[0]?.points ?? []) expect(seen * ridge).toBeCloseTo(10, 9);
  });
});

describe('the alignment of a component', () => {
  const network = twoLayers(3, 4);
  const target: PlannedTarget = {
    name: 'y',
    kind: 'hermite',
    terms: [
      { degree: 1, coefficient: 1 },
      { degree: 2, coefficient: 0.5 },
      { degree: 3, coefficient: -0.7 },
    ],
    directions: 1,
  };
  const x = sampleInputs(network.input, 50, gaussianSource(1));
  const y = numericTarget(target, network.input)(x, 50);
  const norm = Math.hypot(1, 0.5, 0.7);
  const component = (degree: number): Float64Array => {
    const { coefficient } = target.terms.find((term) => term.degree === degree) ?? { coefficient: 0 };
    const alone = { ...target, terms: [{ degree, coefficient: 1 }] };
    return numericTarget(alone, network.input)(x, 50).map((value) => (value * coefficient) / norm);
  };

  it('is its own share of f exactly, on any inputs', () => {
    const shares = new Map([
      [1, 0.9],
      [2, 0.3],
      [3, 0.1],
    ]);
    const f = new Float64Array(50);
    for (const [degree, share] of shares)
      component(degree).forEach((value, index) => (f[index] = (f[index] ?? 0) + share * value));
    for (const [degree, share] of shares) {
      expect(product(f, alignmentWeights({ network, target }, { x, y }, degree))).toBeCloseTo(share, 10);
    }
  });

  it('of all of them is that of the target', () => {
    expect(product(y, alignmentWeights({ network, target }, { x, y }))).toBeCloseTo(1, 12);
  });

  it('is that of a component which is there', () => {
    expect(() => alignmentWeights({ network, target }, { x, y }, 4)).toThrow(RangeError);
  });
});
