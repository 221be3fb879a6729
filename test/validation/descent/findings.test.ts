import { describe, expect, it } from 'vitest';
import { words } from '../../../present/words/words.js';
import { descentFindings } from '../../../validation/descent/findings.js';
import { warningsOf } from '../../../validation/training/sample/events.js';
import type { AlgorithmRate, DescentMethod, Plan } from '../../../validation/plan.js';
import type { Point } from '../../../validation/result.js';
import { cubicPoint, descentMethod, descentPlan } from './studies.js';

const sizes = [8, 32, 128, 512, 2048, 8192];
const grid = [0.25, 0.5, 1, 2, 4];
const seeds = [1, 2, 3];

const rate = (name: AlgorithmRate['name'], slope: number, more: Partial<AlgorithmRate> = {}): AlgorithmRate => ({
  name,
  slope,
  exponent: String(slope),
  samples: sizes.map((d) => d ** slope),
  ...more,
});

/** The points of curves that cross 1/2 at 10 d^power, with seeds that differ a little. */
function measured(power: number, method: DescentMethod): { plan: Plan; points: Map<number, Point> } {
  const all = sizes.flatMap((d) =>
    grid.flatMap((factor) => seeds.map((seed) => ({ d, seed, P: Math.round(factor * 10 * d ** power), factor }))),
  );
  const planned = all.map(({ d, seed, P }) => {
    const point = cubicPoint(d, P, seed);
    return { ...point, sizes: { d, P } };
  });
  const points = all.map(({ d, seed, P, factor }, index): [number, Point] => [
    index,
    {
      sizes: { d, P },
      seed,
      value: 0.5 + 0.2 * Math.log(factor) + 0.004 * (seed - 2),
      error: 0.01,
      seen: { diverged: 0 },
    },
  ]);
  return { plan: descentPlan(planned, method), points: new Map(points) };
}

const found = (power: number, changes: Partial<DescentMethod>, optimiser: DescentMethod['optimiser'] = 'sgd') => {
  const method = descentMethod(optimiser, changes);
  const { plan, points } = measured(power, method);
  return descentFindings(plan, method, points);
};

describe('the verdict of descent', () => {
  const algorithms = [rate('onePass', 2), rate('reused', 1), rate('kernel', 3)];

  it.each([
    [1, 'reused', 'agrees'],
    [2, 'onePass', 'agrees'],
    [2, 'reused', 'disagrees'],
    [1, 'onePass', 'disagrees'],
  ] as const)('of an exponent %i beside the rate of %s: %s', (power, comparedWith, verdict) => {
    const { verdict: given, reason } = found(power, { algorithms, comparedWith });
    expect(given).toBe(verdict);
    expect(words(reason)).toContain('Compared with the known rate of');
  });

  it.each([
    ['of Adam', { algorithms }, 'for adam'],
    ['of a study without known rates', {}, 'for these data and this target'],
  ] as const)('is none where no rate is known: %s', (_, changes, why) => {
    const { verdict, reason, measured: exponent } = found(1, changes, 'adam');
    expect(verdict).toBe('cannot tell');
    expect(words(reason)).toContain(`No rate of an algorithm is known ${why}`);
    expect(exponent?.exponent).toBeCloseTo(1, 1);
  });

  it('is none where a logarithm that the rate leaves out can be the difference', () => {
    const upToLogarithm = [rate('onePass', 1, { upToLogarithm: true })];
    const between = found(1.3, { algorithms: upToLogarithm, comparedWith: 'onePass' }, 'onepass');
    expect(between.verdict).toBe('cannot tell');
    expect(words(between.reason)).toContain('leaves out a logarithm');
    expect(found(2, { algorithms: upToLogarithm, comparedWith: 'onePass' }, 'onepass').verdict).toBe('disagrees');
  });

  it('says what descent needs beside equilibrium: by an estimate at each size, and by the exponents', () => {
    const equilibrium = sizes.map((d) => 5 * d);
    const { reason, diagnostics } = found(2, { algorithms, comparedWith: 'onePass', equilibrium }, 'onepass');
    // 10 d^2 over 5 d.
    expect(words(reason)).toMatch(/16 times at d = 8, .*64 times at d = 32/);
    expect(words(reason)).toContain('above that of equilibrium, 1: descent needs more data at large d');
    const rows = diagnostics['equilibrium'] as readonly { size: number; samples: number; ratio: number }[];
    for (const { size, samples, ratio } of rows) {
      expect(samples).toBe(5 * size);
      expect(ratio / (2 * size)).toBeCloseTo(1, 1);
    }
    expect(words(found(1, { algorithms, comparedWith: 'reused' }).reason)).toContain(
      'holds the exponent of equilibrium',
    );
  });

  it('is none where points diverged at every learning rate, which are warned of', () => {
    const method = descentMethod('sgd', { algorithms, comparedWith: 'reused' });
    const { plan, points } = measured(1, method);
    const lost: Point = { sizes: { d: 8, P: 20 }, seed: 1, value: 0, error: 1, seen: { diverged: 1, halvings: 4 } };
    const { verdict, reason, diagnostics } = descentFindings(plan, method, new Map([...points, [0, lost]]));
    expect(verdict).toBe('cannot tell');
    expect(words(reason)).toContain('Training diverged at 1 point with every learning rate tried');
    expect(diagnostics['diverged']).toBe(1);
    expect(warningsOf(lost).map(words)).toEqual([
      'At d = 8, P = 20, seed 1 training diverged, also with the learning rate halved 4 times. The point is not used.',
    ]);
  });

  it('does not depend on the order of its points', () => {
    const method = descentMethod('sgd', { algorithms, comparedWith: 'reused' });
    const { plan, points } = measured(1, method);
    const reversed = new Map([...points].reverse());
    expect(descentFindings(plan, method, reversed)).toEqual(descentFindings(plan, method, points));
  });
});
