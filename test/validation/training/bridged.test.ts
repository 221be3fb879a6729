import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { words } from '../../../present/words/words.js';
import type { Point } from '../../../validation/index.js';
import type { EstimateLimit } from '../../../validation/measure/bridge.js';
import { gaussianSource } from '../../../validation/network/random.js';
import type { BridgePlan } from '../../../validation/plan.js';
import { trainingFindings, type Findings } from '../../../validation/training/analyse/report.js';
import { chainsMethod, chainsPlan, cubicPoint } from './studies.js';

const sizes = [8, 16, 32, 64];
const seeds = Array.from({ length: 24 }, (_, index) => index + 1);

interface Given {
  /** P* is `scale` times 20 size^exponent. */
  readonly exponent?: number;
  readonly scale?: number;
  /** The estimate's exponent at these sizes. */
  readonly estimated?: number;
  readonly bridge?: Partial<BridgePlan>;
  readonly seen?: Record<string, number | string>;
  readonly apart?: number;
}

/** Points of P* that differ between data sets by 0.1 in the logarithm. */
function pointsOf({ exponent = 0.7, scale = 1, estimated = 0.7, bridge, seen, apart = 0 }: Given) {
  const normal = gaussianSource(3);
  const planned = sizes.flatMap((d) =>
    [0.6, 1, 1.6].flatMap((factor) =>
      seeds.map((seed) => cubicPoint(d, Math.round(factor * 20 * d ** exponent), seed)),
    ),
  );
  const own = new Map(sizes.flatMap((d) => seeds.map((seed) => [`${d} ${seed}`, Math.exp(0.1 * normal())])));
  const points = new Map(
    planned.map(({ sizes: at, seed, sampling }, index): [number, Point] => {
      const d = at['d'] ?? 1;
      const pStar = 20 * d ** exponent * (own.get(`${d} ${seed}`) ?? 1);
      const value = sampling.samples / (sampling.samples + pStar);
      const chains = { mixed: 'yes', diverged: 0, prior: value - apart / 2, informed: value + apart / 2, rHat: 1 };
      return [index, { sizes: at, seed, value, error: 0.01, seen: { ...chains, ...seen } }];
    }),
  );
  const estimates = sizes.map((size) => ({ size, samples: (20 / scale) * size ** estimated }));
  const plan = { ...chainsPlan(planned), bridge: { estimates, larger: [], isBounded: false, ...bridge } };
  return { plan, points };
}

const limit: EstimateLimit = {
  slopes: [0.9, 0.98, 0.99].map((slope, index) => ({ from: 10 ** index, to: 10 ** (index + 1), slope })),
  heuristic: 1,
  isBounded: false,
};

function found(given: Given, at: EstimateLimit | 'pending' = limit): Findings {
  const { plan, points } = pointsOf(given);
  return trainingFindings(plan, chainsMethod(), points, at === 'pending' ? undefined : at);
}

const verdictsOf = ({ steps = [], verdict }: Findings): string[] => [...steps.map((step) => step.verdict), verdict];

describe('the verdict of a training run', () => {
  it('agrees when all three steps do, though P* grows as another power at these sizes', () => {
    const findings = found({});
    expect(verdictsOf(findings)).toEqual(['agrees', 'agrees', 'agrees', 'agrees']);
    expect(findings.steps?.map(({ from, to, values }) => [from, to, values.quantity])).toEqual([
      ['training', 'estimate', 'exponent'],
      ['training', 'estimate', 'samples'],
      ['estimate', 'heuristic', 'exponent'],
    ]);
  });

  it('disagrees by the estimate when its exponent at these sizes is another', () => {
    const findings = found({ estimated: 0.9, scale: 0.6 });
    expect(findings.verdict).toBe('disagrees');
    expect(findings.reason).toMatchObject({ code: 'bridge-disagrees', wrong: 'estimate' });
    expect(words(findings.reason)).toContain('The mean-field estimate does not describe these small networks.');
  });

  it('disagrees by the estimate when its values are off by more than a factor 2', () => {
    expect(verdictsOf(found({ scale: 3 }))).toEqual(['agrees', 'disagrees', 'agrees', 'disagrees']);
  });

  it('disagrees by the heuristic when the estimate goes elsewhere at large sizes', () => {
    const findings = found({}, { ...limit, heuristic: 1.5 });
    expect(findings.reason).toMatchObject({ code: 'bridge-disagrees', wrong: 'heuristic' });
  });

  it('cannot tell without an estimate, and says why there is none', () => {
    const findings = found({ bridge: { estimates: [], refused: 'No model knows it.' } });
    expect(verdictsOf(findings)).toEqual(['cannot tell', 'cannot tell', 'cannot tell']);
    expect(words(findings.reason)).toBe('There is no estimate to compare with: No model knows it.');
  });

  it('cannot tell while the limit is computed', () => {
    expect(verdictsOf(found({}, 'pending')).at(-1)).toBe('cannot tell');
  });

  it('cannot tell where chains diverged', () => {
    const findings = found({ seen: { diverged: 1, mixed: 'no' } });
    expect(findings.verdict).toBe('cannot tell');
  });

  it('holds equilibrium between chains from both starts, where both cross', () => {
    expect(found({ seen: { mixed: 'no', rHat: 1.4 }, apart: 0.02 }).verdict).toBe('agrees');
    // From informed starts the alignment is above one half from the fewest samples on.
    const open = found({ seen: { mixed: 'no', rHat: 1.4 }, apart: 0.6 });
    expect(open.verdict).toBe('cannot tell');
    expect(words(open.reason)).toContain('Not equilibrated');
  });

  it('does not depend on the order of the points, in the plan or in the run', () => {
    const { plan, points } = pointsOf({});
    const all = plan.points.flatMap((planned, index) => {
      const point = points.get(index);
      return point ? [{ planned, point }] : [];
    });
    const of = (order: typeof all): unknown => {
      const { steps, verdict, measured } = trainingFindings(
        { ...plan, points: order.map(({ planned }) => planned) },
        chainsMethod(),
        new Map(order.map(({ point }, index) => [index, point])),
        limit,
      );
      return { steps, verdict, measured };
    };
    const expected = of(all);
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (order) => {
        expect(of(order)).toEqual(expected);
      }),
      { numRuns: 4 },
    );
  });
});
