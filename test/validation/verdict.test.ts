import { describe, expect, it } from 'vitest';
import { words } from '../../present/words/words.js';
import type { Measurement } from '../../validation/measure/measure.js';
import { measure } from '../../validation/measure/measure.js';
import type { Plan, Point } from '../../validation/index.js';
import { judge } from '../../validation/measure/verdict.js';
import { twoLayerAt } from './studies.js';

const sizes = [128, 256, 512, 1024, 2048];

function planOver(values: readonly number[], slope = 1): Plan {
  return {
    format: 2,
    study: 'S',
    level: 'rate',
    preset: 'quick',
    method: { kind: 'overlaps' },
    sweep: { variable: 'd', values },
    points: values.map((d) => ({ sizes: { d }, seed: 1, ...twoLayerAt(d), predicted: d ** slope })),
    predicted: { exponent: String(slope), slope, energy: 'd', pattern: 'specialization', seenAs: ['specialization'] },
    confidence: 0.95,
    notes: [],
  };
}

function measurement(
  exponent: number,
  interval: readonly [number, number],
  other: Partial<Measurement> = {},
): Measurement {
  return {
    measured: { exponent, interval, confidence: 0.95 },
    sizes,
    localSlopes: [],
    reached: true,
    seen: 'specialization',
    ...other,
  };
}

describe('the verdict', () => {
  const plan = planOver(sizes);
  it.each([
    ['agrees', 'inside and near', measurement(1.01, [0.98, 1.04]), /agree/],
    ['cannot tell', 'inside, but the estimate is far', measurement(1.06, [0.99, 1.09]), /more than 0.05 away/],
    ['cannot tell', 'outside by less than can be resolved', measurement(1.02, [1.015, 1.025]), /cannot resolve/],
    ['disagrees', 'outside and far', measurement(1.3, [1.25, 1.35]), /differ/],
    ['cannot tell', 'an interval that holds everything', measurement(1.01, [0.7, 1.3]), /reaches more than 0.1/],
    ['cannot tell', 'a short range', measurement(1.01, [0.98, 1.04], { sizes: [100, 150, 200] }), /Range too short/],
    [
      'cannot tell',
      'a difference over a range of 3',
      measurement(1.3, [1.25, 1.35], { sizes: [100, 200, 300] }),
      /factor 3.0 only, and a verdict needs 8/,
    ],
    [
      'cannot tell',
      'before the crossover',
      measurement(1.5, [1.45, 1.55], { reached: false, seen: 'gfl' }),
      /does not reach past.*gfl/,
    ],
    [
      'cannot tell',
      'slopes that drift towards the prediction',
      measurement(1.12, [1.06, 1.18], { drift: { last: 1.07, limit: 1.06 } }),
      /still drift, from 1.070 .* to 1.060/,
    ],
    [
      'disagrees',
      'slopes that drift away',
      measurement(1.12, [1.08, 1.2], { drift: { last: 1.14, limit: 1.2 } }),
      /differ/,
    ],
  ] as const)('%s: %s', (verdict, _, measured, reason) => {
    const judgement = judge(plan, measured);
    expect(judgement.verdict).toBe(verdict);
    expect(words(judgement.reason)).toMatch(reason);
  });

  // On both sides of each threshold: the interval within 0.1 of the prediction, the estimate 0.05 away, a range of 8, slopes 0.1 and 0.05 away.
  it.each([
    ['agrees', 'an interval of 1 +- 0.0999', measurement(1, [0.9001, 1.0999]), 'exponents-agree'],
    ['cannot tell', 'an interval that begins 0.1001 below', measurement(1, [0.8999, 1.01]), 'interval-too-wide'],
    ['cannot tell', 'an interval that ends 0.1001 above', measurement(1, [0.99, 1.1001]), 'interval-too-wide'],
    ['agrees', 'an estimate 0.0499 away', measurement(1.0499, [0.96, 1.0999]), 'exponents-agree'],
    ['cannot tell', 'an estimate 0.0501 away', measurement(1.0501, [0.96, 1.0999]), 'estimate-away'],
    ['cannot tell', '0.0499 away and outside', measurement(1.0499, [1.04, 1.06]), 'difference-unresolved'],
    ['disagrees', '0.0501 away and outside', measurement(1.0501, [1.04, 1.06]), 'exponents-differ'],
    ['disagrees', 'a wide interval that leaves the prediction out', measurement(1.5, [1.1, 1.9]), 'exponents-differ'],
    ['agrees', 'an end of the interval', measurement(1.04, [1, 1.08]), 'exponents-agree'],
    ['agrees', 'the other end', measurement(0.96, [0.92, 1]), 'exponents-agree'],
    ['agrees', 'a range of 8', measurement(1, [0.95, 1.05], { sizes: [100, 200, 800] }), 'exponents-agree'],
    ['cannot tell', 'a range of 7.99', measurement(1, [0.95, 1.05], { sizes: [100, 200, 799] }), 'range-too-short'],
    [
      'disagrees',
      'a difference over a range of 8',
      measurement(1.3, [1.25, 1.35], { sizes: [100, 300, 800] }),
      'exponents-differ',
    ],
    [
      'cannot tell',
      'a difference over a range of 7.99',
      measurement(1.3, [1.25, 1.35], { sizes: [100, 300, 799] }),
      'range-too-short',
    ],
    [
      'cannot tell',
      'slopes that drift away from the prediction to 0.0501',
      measurement(1, [0.95, 1.06], { drift: { last: 1.02, limit: 1.0501 } }),
      'slopes-drift',
    ],
    [
      'agrees',
      'slopes that drift away from the prediction to 0.0499',
      measurement(1, [0.95, 1.06], { drift: { last: 1.02, limit: 1.0499 } }),
      'exponents-agree',
    ],
    [
      'agrees',
      'slopes that drift nearer to the prediction',
      measurement(1, [0.95, 1.06], { drift: { last: 1.08, limit: 1.06 } }),
      'exponents-agree',
    ],
    [
      'cannot tell',
      'slopes that end 0.0999 away and drift nearer',
      measurement(1.12, [1.06, 1.18], { drift: { last: 1.0999, limit: 1.0998 } }),
      'slopes-drift',
    ],
    [
      'disagrees',
      'slopes that end 0.1001 away and drift nearer',
      measurement(1.12, [1.06, 1.18], { drift: { last: 1.1001, limit: 1.06 } }),
      'exponents-differ',
    ],
    [
      'disagrees',
      'slopes that stay where they are',
      measurement(1.12, [1.06, 1.18], { drift: { last: 1.08, limit: 1.08 } }),
      'exponents-differ',
    ],
  ] as const)('%s: %s', (verdict, _, measured, code) => {
    expect(judge(plan, measured)).toMatchObject({ verdict, reason: { code } });
  });

  it.each([
    [[], 'A wider range with smaller errors would decide.'],
    [
      [
        { kind: 'range', upTo: 8192 },
        { kind: 'errors', factor: 4 },
        { kind: 'sizes', count: 10 },
      ],
      'Would decide, as far as the errors seen tell: d up to 8192, or errors 4 times smaller, or 10 values of d in this range.',
    ],
  ] as const)('names what would decide: %j', (remedies, text) => {
    expect(words(judge(plan, measurement(1.01, [0.7, 1.3], { remedies })).reason)).toContain(text);
  });

  it('cannot tell from two sizes', () => {
    const { verdict, reason } = judge(plan, { sizes: [128, 256], localSlopes: [], reached: true });
    expect(verdict).toBe('cannot tell');
    expect(words(reason)).toMatch(/Too few points/);
  });
});

describe('a measurement', () => {
  const values = [16, 32, 64, 128, 256, 512];
  const pointsOf = (value: (d: number) => number, pattern: (d: number) => string, error = 1e-9): Map<number, Point> =>
    new Map(
      values.map((d, index) => [
        index,
        { sizes: { d }, seed: 1, value: value(d), error, seen: { pattern: pattern(d) } },
      ]),
    );

  it('fits only what lies past the crossover, and says where it is', () => {
    const points = pointsOf(
      (d) => (d < 64 ? 2 * d ** 1.5 : 9 * d),
      (d) => (d < 64 ? 'gfl' : 'specialization'),
    );
    const measured = measure(planOver(values), points);
    expect(measured.sizes).toEqual([64, 128, 256, 512]);
    expect(measured.crossover).toBe(64);
    expect(measured.measured?.exponent).toBeCloseTo(1, 10);
    expect(measured.prefactor?.value).toBeCloseTo(9, 8);
  });

  it('knows that the crossover was not reached', () => {
    const measured = measure(
      planOver(values),
      pointsOf(
        (d) => 2 * d ** 1.5,
        () => 'gfl',
      ),
    );
    expect(measured.reached).toBe(false);
    expect(judge(planOver(values), measured).verdict).toBe('cannot tell');
  });

  it('widens the interval by systematic errors', () => {
    const interval = (error: number): readonly [number, number] =>
      measure(
        planOver(values),
        pointsOf(
          (d) => 9 * d,
          () => 'specialization',
          error,
        ),
      ).measured?.interval ?? [Number.NaN, Number.NaN];
    const [clean, unsure] = [interval(1e-9), interval(10)];
    expect(unsure[0]).toBeLessThan(clean[0] - 0.01);
    expect(unsure[1]).toBeGreaterThan(clean[1] + 0.01);
  });

  it('holds the last local slope and the slope of all sizes where the pattern is left at larger ones', () => {
    // Local slopes fall steadily towards the size where the pattern is left.
    const points = pointsOf(
      (d) => (9 * d) / (1 + d / 4000),
      () => 'specialization',
    );
    const { measured, drift, atSizes } = measure({ ...planOver(values), leftAbove: 1024 }, points);
    const [low = 2, high = 0] = measured?.interval ?? [];
    for (const slope of [drift?.last, atSizes?.interval[0], atSizes?.interval[1]]) {
      expect(slope).toBeGreaterThanOrEqual(low);
      expect(slope).toBeLessThanOrEqual(high);
    }
  });

  it('does not advise larger sizes where the pattern is left', () => {
    const points = pointsOf(
      (d) => 9 * d * (d === 64 ? 1.03 : 1),
      () => 'specialization',
    );
    const kinds = (plan: Plan): string[] => measure(plan, points).remedies?.map(({ kind }) => kind) ?? [];
    expect(kinds(planOver(values))).toContain('range');
    expect(kinds({ ...planOver(values), leftAbove: 1024 })).not.toContain('range');
  });
});
