import { describe, expect, test } from 'vitest';
import { finished, movedDiagram, phaseDiagram, type Point } from '../../../theory/phase/index.js';
import { Monomial, predict } from '../../../theory/index.js';
import { sizesAt } from '../../../theory/phase/plane.js';
import { isInside, type Polygon } from '../../../theory/phase/polygon.js';
import { dense, hermite, size, stack, study } from '../networks.js';

const network = stack(dense('h1', size('N1')), dense('h2', size('N2')));
const cubic = {
  ...study(network, hermite(3), { d: 64, N1: 4096, N2: 256 }),
  samples: Monomial.constant(20).times(size('d')),
};

describe('He_3 with P = 20 d over N1 and d', () => {
  const diagram = phaseDiagram(cubic, 'N1', 'd', { crossings: false });
  const { hardPhase, learnable, plane } = diagram;

  test('the lines are where P is what online SGD needs, smoothed and not', () => {
    // By hand: 20 d = d^(3/2) at d = 400, and 20 d = d^2 at d = 20.
    expect(hardPhase?.smoothedSgd.map(({ condition }) => condition)).toEqual(['d = 400']);
    expect(hardPhase?.onlineSgd.map(({ condition }) => condition)).toEqual(['d = 20']);
    expect(hardPhase?.smoothedSgd[0]?.segments[0]?.from.y).toBeCloseTo(Math.log(400), 9);
  });

  test('the phase is where P* <= P < d^(3/2), point by point', () => {
    const { across, up } = plane;
    const steps = 40;
    const isIn = (parts: readonly Polygon[], point: Point): boolean =>
      parts.some((part) => isInside(part, point, 1e-6));
    if (!hardPhase || !learnable) return expect.fail('no hard phase');
    let hard = 0;
    for (let index = 0; index < steps * steps; index++) {
      // Off the lines, which lie at rational places.
      const point = {
        x: across.from + ((index % steps) + 1 / Math.PI) * ((across.to - across.from) / steps),
        y: up.from + (Math.floor(index / steps) + 1 / Math.E) * ((up.to - up.from) / steps),
      };
      const reference = sizesAt(plane, point);
      const [d = NaN, samples] = [reference.get('d'), cubic.samples.value(reference)];
      const suffices = predict({ ...cubic, reference }).learnable === true;
      expect(isIn(hardPhase.parts, point)).toBe(suffices && samples < d ** 1.5);
      hard += suffices && samples < d ** 1.5 ? 1 : 0;
    }
    expect(hard).toBeGreaterThan(100);
  });

  test('other samples move it, and nothing else', () => {
    const more = { ...cubic, samples: Monomial.constant(100).times(size('d')) };
    const moved = finished(movedDiagram(more, diagram));
    // By hand: 100 d = d^(3/2) at d = 10^4.
    expect(moved.hardPhase?.smoothedSgd.map(({ condition }) => condition)).toEqual(['d = 10000']);
    expect(moved.regions).toBe(diagram.regions);
  });
});

test('for information exponent 1 smoothing gains nothing: one line', () => {
  const mixed = { ...study(network, hermite(1, 3), { d: 64, N1: 4096, N2: 256 }), samples: size('N1', '1/2') };
  const { hardPhase } = phaseDiagram(mixed, 'N1', 'd', { crossings: false });
  // Both need d samples, which P* never falls below: He_1 alone costs d.
  expect(hardPhase?.parts).toEqual([]);
  expect(hardPhase?.smoothedSgd).toEqual([]);
});

test('there is none where nothing is proven: several directions, or no samples', () => {
  const teacher = {
    ...cubic,
    target: { ...hermite(3), directions: size('k') },
    reference: new Map(cubic.reference).set('k', 2),
  };
  expect(phaseDiagram(teacher, 'N1', 'd', { crossings: false }).hardPhase).toBeUndefined();
  const without = study(network, hermite(3), { d: 64, N1: 4096, N2: 256 });
  expect(phaseDiagram(without, 'N1', 'd', { crossings: false }).hardPhase).toBeUndefined();
});
