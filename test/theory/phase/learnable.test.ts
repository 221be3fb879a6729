import { describe, expect, test } from 'vitest';
import { Monomial, predict, type Study } from '../../../theory/index.js';
import { phaseDiagram, type Point } from '../../../theory/phase/index.js';
import { sizesAt } from '../../../theory/phase/plane.js';
import { isInside, type Polygon } from '../../../theory/phase/polygon.js';
import { dense, experts, hermite, size, stack, study } from '../networks.js';

const cubic: Study = {
  ...study(stack(dense('h', size('N'))), hermite(3), { N: 4096, d: 64 }),
  samples: Monomial.constant(40),
};
const routed: Study = {
  ...study(stack(experts('m', size('N'), size('X'), Monomial.one)), hermite(3), { N: 64, X: 4, d: 64 }),
  samples: Monomial.constant(4000),
};

describe.each([
  ['counting', cubic, 'N', 'd'],
  ['all experts', routed, 'N', 'X'],
] as const)('the verdicts over a plane with %s', (_, asked, x, y) => {
  const { learnable, plane } = phaseDiagram(asked, x, y, { crossings: false });

  test('are those of a prediction at every point', () => {
    const { across, up } = plane;
    const steps = 25;
    const isIn = (parts: readonly Polygon[], point: Point): boolean =>
      parts.some((part) => isInside(part, point, 1e-6));
    if (!learnable) return expect.fail('no region');
    const seen = new Set<string>();
    for (let index = 0; index < steps * steps; index++) {
      // Off the lines, which lie at rational places.
      const point = {
        x: across.from + ((index % steps) + 1 / Math.PI) * ((across.to - across.from) / steps),
        y: up.from + (Math.floor(index / steps) + 1 / Math.E) * ((up.to - up.from) / steps),
      };
      const { fitVerdict } = predict({ ...asked, reference: sizesAt(plane, point) });
      const drawn = isIn(learnable.parts, point) ? 'above' : isIn(learnable.between.parts, point) ? 'between' : 'below';
      expect(drawn).toBe(fitVerdict);
      seen.add(drawn);
    }
    expect([...seen].sort()).toEqual(['above', 'below', 'between']);
  });
});

test('the band ends where P = d, and P* where P = sqrt(N d)', () => {
  // By hand: 40 = sqrt(N d) at N = 1600/d for N >= d; one direction among d needs d <= 40.
  const { learnable } = phaseDiagram(cubic, 'N', 'd', { crossings: false });
  expect(learnable?.fitLines.map(({ condition }) => condition)).toEqual(['d = 40']);
  expect(learnable?.lines.map(({ condition }) => condition)).toContain('N = 1600/d');
});
