import { describe, expect, it } from 'vitest';
import { NotMeasurableError } from '../../../validation/errors.js';
import {
  affordable,
  affordableSeeds,
  effortOf,
  expectedOperations,
  fewestSeeds,
} from '../../../validation/training/plan/effort.js';
import { labelSetting, sampleScale, sizedStudy } from '../../../validation/training/plan/range.js';
import type { Affordable, Effort } from '../../../validation/training/plan/effort.js';
import { d, twoLayerStudy } from '../studies.js';

const study = twoLayerStudy({ width: d, reference: { d: 8 } });
const possible = [8, 10, 12, 16, 20, 24].map((size) => sizedStudy(study, 'd', size));

/** What is chosen of these sizes as less and less can be paid for, until nothing can. */
function asTheBudgetShrinks(seeds?: number): { chosen: Affordable<Effort>[]; refusal: unknown } {
  const options = { preset: 'quick', ...(seeds === undefined ? {} : { seeds }) } as const;
  const chosen: Affordable<Effort>[] = [];
  for (let operations = 1e15; operations > 1; operations /= 1.2) {
    try {
      chosen.push(affordable(possible, sampleScale, { ...effortOf(options), operations }, options, expectedOperations));
    } catch (refusal) {
      return { chosen, refusal };
    }
  }
  return { chosen, refusal: undefined };
}

const largest = ({ sizes }: Affordable<Effort>): number => Math.max(...sizes.map(({ value }) => value));

it('label noise goes with the ridge to every point, at the size of the study', () => {
  const noisy = { ...study, noise: d.power('-1/2') };
  expect(labelSetting(sizedStudy(noisy, 'd', 16))).toEqual({ ridge: 1, noise: 0.25 });
  expect(labelSetting(sizedStudy(study, 'd', 16))).toEqual({ ridge: 1 });
});

describe('what a budget affords', () => {
  it('drops large sizes first, then data sets, then numbers of samples, and is refused only then', () => {
    const { chosen, refusal } = asTheBudgetShrinks();
    const { seeds, grid } = effortOf({ preset: 'quick' });
    const steps = chosen.map((one) => [largest(one), one.effort.seeds, one.effort.grid.length] as const);
    expect(steps[0]).toEqual([24, seeds, grid.length]);
    const whole = steps.filter(([, sets, samples]) => sets === seeds && samples === grid.length);
    expect(whole.at(-1)?.[0]).toBe(12);
    const smallest = steps.slice(whole.length);
    expect(new Set(smallest.map(([size]) => size))).toEqual(new Set([12]));
    const ordered = [...new Set(smallest.map(([, sets, samples]) => `${sets} ${samples}`))];
    expect(ordered.at(-2)).toBe(`${fewestSeeds} ${grid.length}`);
    expect(ordered.at(-1)).toBe(`${fewestSeeds} ${grid.length - 1}`);
    expect(refusal).toBeInstanceOf(NotMeasurableError);
  });

  it('keeps the data sets that were asked for', () => {
    const { chosen } = asTheBudgetShrinks(5);
    expect(new Set(chosen.map(({ effort }) => effort.seeds))).toEqual(new Set([5]));
  });

  it('are as many data sets as the operations last for, but for those asked for', () => {
    const effort = { ...effortOf({ preset: 'quick' }), operations: 1000, mostSeeds: 40 };
    const seedsAt = (each: number): number => affordableSeeds(effort, each, {});
    expect([1, 50, 99, 500, 5000].map(seedsAt)).toEqual([40, 20, 10, fewestSeeds, fewestSeeds]);
    expect(affordableSeeds(effort, 5000, { seeds: 7 })).toBe(7);
  });
});
