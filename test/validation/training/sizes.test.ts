import { describe, expect, it } from 'vitest';
import { NotMeasurableError } from '../../../validation/errors.js';
import { effortOf } from '../../../validation/training/effort.js';
import { placedStudy, sampleScale } from '../../../validation/training/range.js';
import type { Affordable } from '../../../validation/training/sizes.js';
import { affordable } from '../../../validation/training/sizes.js';
import { d, twoLayerStudy } from '../studies.js';

const study = twoLayerStudy({ width: d, reference: { d: 8 } });
const possible = [8, 10, 12, 16, 20, 24].map((size) => placedStudy(study, 'd', size));

/** What is chosen of these sizes as less and less can be paid for, until nothing can. */
function asTheBudgetShrinks(seeds?: number): { chosen: Affordable[]; refusal: unknown } {
  const options = { preset: 'quick', ...(seeds === undefined ? {} : { seeds }) } as const;
  const chosen: Affordable[] = [];
  for (let operations = 1e15; operations > 1; operations /= 1.2) {
    try {
      chosen.push(affordable(possible, sampleScale, { ...effortOf(options), operations }, options));
    } catch (refusal) {
      return { chosen, refusal };
    }
  }
  return { chosen, refusal: undefined };
}

const largest = ({ places }: Affordable): number => Math.max(...places.map(({ value }) => value));

describe('what a budget affords', () => {
  it('drops large sizes first, then data sets, then numbers of samples, and is refused only then', () => {
    const { chosen, refusal } = asTheBudgetShrinks();
    const [first] = chosen;
    expect(first && largest(first)).toBe(24);
    const steps = chosen.map((one) => `${largest(one)} ${one.effort.seeds} ${one.effort.grid.length}`);
    const ordered = [...new Set(steps)];
    expect(ordered.at(0)).toBe('24 3 4');
    expect(ordered.filter((step) => step.endsWith(' 3 4')).at(-1)).toBe('12 3 4');
    expect(ordered.slice(-2)).toEqual(['12 2 4', '12 2 3']);
    expect(chosen.at(-1)?.left.join()).toMatch(/2 data sets instead of 3.*3 numbers of samples instead of 4/);
    expect(refusal).toBeInstanceOf(NotMeasurableError);
  });

  it('keeps the data sets that were asked for', () => {
    const { chosen } = asTheBudgetShrinks(5);
    expect(new Set(chosen.map(({ effort }) => effort.seeds))).toEqual(new Set([5]));
  });
});
