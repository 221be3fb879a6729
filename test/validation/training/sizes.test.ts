import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NotMeasurableError } from '../../../validation/errors.js';
import { effortOf, fewestSeeds } from '../../../validation/training/plan/effort.js';
import { labelSetting, sizedStudy, sampleScale } from '../../../validation/training/plan/range.js';
import {
  affordable,
  affordedAt,
  dataSetsFor,
  expectedHalfInterval,
  samplesAround,
  slopeDeviation,
  type Affordable,
  type CostOfPoint,
} from '../../../validation/training/plan/afford.js';
import { d, twoLayerStudy } from '../studies.js';

const study = twoLayerStudy({ width: d, reference: { d: 8 } });
const possible = [8, 10, 12, 16, 20, 24].map((size) => sizedStudy(study, 'd', size));
/** As matrix products have it: d^2 P, P ~ d, with steps ~ sqrt(P). */
const costOf: CostOfPoint = ({ value }, { samples }) => 1e-6 * value ** 2 * samples ** 1.5;
const settingsAt = samplesAround(sampleScale, {});

/** What is chosen of these sizes as less and less can be paid for, until nothing can. */
function asTheBudgetShrinks(seeds?: number): { chosen: Affordable[]; refusal: unknown } {
  const options = { preset: 'quick', ...(seeds === undefined ? {} : { seeds }) } as const;
  const chosen: Affordable[] = [];
  for (let coreSeconds = 1e5; coreSeconds > 1e-6; coreSeconds /= 1.2) {
    try {
      chosen.push(affordable(possible, settingsAt, { ...effortOf(options), coreSeconds }, options, costOf));
    } catch (refusal) {
      return { chosen, refusal };
    }
  }
  return { chosen, refusal: undefined };
}

const largest = ({ sizes }: Affordable): number => Math.max(...sizes.map(({ sized }) => sized.value));

const halfOf = ({ sizes }: Affordable): number =>
  expectedHalfInterval(
    sizes.map(({ sized }) => ({ size: sized.value })),
    sizes.map(({ seeds }) => seeds),
  );

it('label noise goes with the ridge to every point, at the size of the study', () => {
  const noisy = { ...study, noise: d.power('-1/2') };
  expect(labelSetting(sizedStudy(noisy, 'd', 16))).toEqual({ ridge: 1, noise: 0.25 });
  expect(labelSetting(sizedStudy(study, 'd', 16))).toEqual({ ridge: 1 });
});

describe('what a budget affords', () => {
  it('drops large sizes and data sets first, then the least data sets, then numbers of samples, and is refused only then', () => {
    const { chosen, refusal } = asTheBudgetShrinks();
    const { leastSeeds, enough, grid } = effortOf({ preset: 'quick' });
    expect(largest(chosen[0] as Affordable)).toBe(24);
    // The time lasts for more than is needed: it is not spent.
    expect(halfOf(chosen[0] as Affordable)).toBeLessThan(0.08);
    expect(halfOf(chosen[0] as Affordable)).toBeGreaterThan(0.9 * enough);
    const kinds = [...new Set(chosen.map(({ effort }) => `${effort.leastSeeds} ${effort.grid.length}`))];
    expect(kinds).toEqual([
      `${leastSeeds} ${grid.length}`,
      `${fewestSeeds} ${grid.length}`,
      `${fewestSeeds} ${grid.length - 1}`,
    ]);
    expect(largest(chosen.at(-1) as Affordable)).toBe(12);
    expect(refusal).toBeInstanceOf(NotMeasurableError);
  });

  it('keeps within the time, whatever that is', () => {
    for (const coreSeconds of [0.5, 2, 100]) {
      const effort = { ...effortOf({}), coreSeconds };
      const { sizes, effort: used } = affordable(possible, settingsAt, effort, { preset: 'quick' }, costOf);
      const seconds = sizes.reduce(
        (sum, { sized, seeds }) =>
          sum + seeds * settingsAt(sized, used).reduce((all, setting) => all + costOf(sized, setting, used), 0),
        0,
      );
      expect(seconds).toBeLessThanOrEqual(coreSeconds);
    }
  });

  it('keeps the data sets that were asked for', () => {
    const { chosen } = asTheBudgetShrinks(5);
    expect(new Set(chosen.flatMap(({ sizes }) => sizes.map(({ seeds }) => seeds)))).toEqual(new Set([5]));
  });

  it('measures what was asked for where it costs more, and says that it does', () => {
    const effort = { ...effortOf({}), coreSeconds: 1e-9 };
    const { sizes, isWithin } = affordedAt(possible, settingsAt, effort, {}, costOf);
    expect(sizes.map(({ sized, seeds }) => [sized.value, seeds])).toEqual(
      possible.map(({ value }) => [value, fewestSeeds]),
    );
    expect(isWithin).toBe(false);
  });
});

describe('the data sets at each size', () => {
  it('are about as many as tell a slope best: the root of what they cost, at the ends', () => {
    const costs = [8, 16, 32].map((size) => ({ size, seconds: size / 8 }));
    const seeds = dataSetsFor(costs, { coreSeconds: 600, leastSeeds: 3, mostSeeds: 1e6, enough: 0 }) as number[];
    // With two ends alone the variance 1/n1 + 1/n2 is least, at n1 c1 + n2 c2 = B, for n ~ c^(-1/2).
    expect((seeds[0] ?? 0) / (seeds[2] ?? 1)).toBeGreaterThan(1.7);
    expect((seeds[0] ?? 0) / (seeds[2] ?? 1)).toBeLessThan(2.3);
    expect(seeds[1]).toBeLessThan(6);
  });

  it('tell the slope no worse with more time', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 4, maxLength: 4 }),
        fc.double({ min: 1, max: 1e4, noNaN: true }),
        (seconds, coreSeconds) => {
          const costs = seconds.map((one, index) => ({ size: 8 * 2 ** index, seconds: one }));
          const limits = { leastSeeds: 3, mostSeeds: 200, enough: 0 };
          const some = dataSetsFor(costs, { coreSeconds, ...limits });
          const more = dataSetsFor(costs, { coreSeconds: 2 * coreSeconds, ...limits });
          fc.pre(some !== undefined && more !== undefined);
          expect(slopeDeviation(costs, more ?? [])).toBeLessThan(1.05 * slopeDeviation(costs, some ?? []));
        },
      ),
    );
  });
});
