import fc from 'fast-check';
import { expect, test } from 'vitest';
import { panned, showing, zoomed } from '../../../client/diagram/zoom.js';

const whole = { x: [0, 6], y: [0, 6] } as const;

const spans = fc
  .tuple(fc.double({ min: 0, max: 8, noNaN: true }), fc.double({ min: 0.2, max: 30, noNaN: true }))
  .map(([from, width]) => [from, from + width] as const);
const views = fc.record({ x: spans, y: spans });
const parts = fc.double({ min: 0.01, max: 0.99, noNaN: true });

test('closer up, the place under the pointer stays where it is', () => {
  fc.assert(
    fc.property(views, parts, parts, fc.double({ min: 0.1, max: 1, noNaN: true }), (view, across, up, factor) => {
      const at = [view.x[0] + across * (view.x[1] - view.x[0]), view.y[0] + up * (view.y[1] - view.y[0])] as const;
      const next = zoomed(view, at, factor);
      expect((at[0] - next.x[0]) / (next.x[1] - next.x[0])).toBeCloseTo(across, 6);
      expect((at[1] - next.y[0]) / (next.y[1] - next.y[0])).toBeCloseTo(up, 6);
    }),
  );
});

test('both axes keep their proportion, between a fifth of a decade and thirty', () => {
  fc.assert(
    fc.property(views, fc.double({ min: 0.01, max: 100, noNaN: true }), (view, factor) => {
      const width = (span: readonly [number, number]): number => span[1] - span[0];
      const next = zoomed(view, [view.x[0], view.y[0]], factor);
      expect(width(next.x) / width(next.y)).toBeCloseTo(width(view.x) / width(view.y), 6);
      for (const span of [next.x, next.y]) {
        expect(width(span)).toBeGreaterThan(0.2 - 1e-9);
        expect(width(span)).toBeLessThan(30 + 1e-9);
      }
    }),
  );
});

test('no view begins below size 1', () => {
  expect(zoomed(whole, [3, 3], 2)).toEqual({ x: [0, 12], y: [0, 12] });
  expect(panned(whole, [-1, 2])).toEqual({ x: [0, 6], y: [2, 8] });
});

test('a view moves no farther than it takes to show a place', () => {
  expect(showing({ x: [1, 3], y: [1, 3] }, [2, 2])).toEqual({ x: [1, 3], y: [1, 3] });
  expect(showing({ x: [1, 3], y: [1, 3] }, [3.5, 0.5])).toEqual({ x: [1.5, 3.5], y: [0.5, 2.5] });
});
