import fc from 'fast-check';
import { expect, it } from 'vitest';
import { balancedOrder } from '../../../validation/training/sample/order.js';
import { chainsPlan, cubicPoint } from './studies.js';

/** A plan with so many data sets at each size. */
const planOf = (counts: readonly number[]): ReturnType<typeof chainsPlan> =>
  chainsPlan(
    counts.flatMap((count, size) =>
      Array.from({ length: count }, (_, seed) => cubicPoint(8 * 2 ** size, 100, seed + 1)),
    ),
  );
const counts = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 2, maxLength: 5 });

it('after any share of the points every size has about that share of its data sets', () => {
  fc.assert(
    fc.property(counts, fc.double({ min: 0.05, max: 1, noNaN: true }), (some, share) => {
      const plan = planOf(some);
      const order = balancedOrder(plan, (index) => plan.points[index]?.sampling?.samples ?? 0);
      expect([...order].sort((a, b) => a - b)).toEqual(plan.points.map((_, index) => index));
      const first = order.slice(0, Math.ceil(share * order.length));
      const reached = Math.max(
        ...some.map((count, size) => {
          const done = first.filter((index) => plan.points[index]?.sizes['d'] === 8 * 2 ** size).length;
          return done / count;
        }),
      );
      for (const [size, count] of some.entries()) {
        const done = first.filter((index) => plan.points[index]?.sizes['d'] === 8 * 2 ** size).length;
        expect(done).toBeGreaterThanOrEqual(Math.floor(reached * count - 1e-9) - 1);
      }
    }),
  );
});

it('takes the data sets by their seeds, whatever the order in the plan, and the costliest of one share first', () => {
  const plan = planOf([3, 3]);
  const shuffled = { points: [...plan.points].reverse() };
  const names = (points: typeof plan.points, order: readonly number[]): string[] =>
    order.map((index) => `${points[index]?.sizes['d']} ${points[index]?.seed}`);
  const cost = (points: typeof plan.points) => (index: number) => points[index]?.sizes['d'] ?? 0;
  const expected = ['16 1', '8 1', '16 2', '8 2', '16 3', '8 3'];
  expect(names(plan.points, balancedOrder(plan, cost(plan.points)))).toEqual(expected);
  expect(names(shuffled.points, balancedOrder(shuffled, cost(shuffled.points)))).toEqual(expected);
});
