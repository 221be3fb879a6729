import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  finished,
  movedDiagram,
  phaseDiagram,
  type DrawnLine,
  type PhaseDiagram,
  type Point,
} from '../../../theory/phase/index.js';
import { predict, representable, type Study } from '../../../theory/index.js';
import { sizesAt } from '../../../theory/phase/plane.js';
import { dense, hermite, size, smallNetworks, smallTargets, stack, study } from '../networks.js';

const threeLayers = study(stack(dense('h1', size('N1')), dense('h2', size('N2'))), hermite(3), {
  d: 64,
  N1: 4096,
  N2: 256,
});

/** Random numbers between 0 and 1, the same in every run. */
function* randomNumbers(): Generator<number, never> {
  for (let state = 1; ; state = (state * 48271) % 2147483647) yield state / 2147483647;
}

/** How far inside a polygon a point lies, in log sizes; negative outside. */
function depthIn(polygon: readonly Point[], { x, y }: Point): number {
  return Math.min(
    ...polygon.map((from, index) => {
      const to = polygon[(index + 1) % polygon.length] ?? from;
      const length = Math.hypot(to.x - from.x, to.y - from.y);
      return ((to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x)) / length;
    }),
  );
}

/** Near the border of a polygon; a point in none of them is not near. */
const isNearALine = (polygons: readonly (readonly Point[])[], point: Point): boolean =>
  polygons.some((polygon) => Math.abs(depthIn(polygon, point)) < 1e-6);

/** Holds every region against predictions at random points; returns how many points lay off the lines. */
function holdAgainstPrediction(asked: Study, diagram: PhaseDiagram, count: number): number {
  const { across, up } = diagram.plane;
  const random = randomNumbers();
  const next = ({ from, to }: typeof across): number => from + random.next().value * (to - from);
  const parts = diagram.regions.flatMap(({ pattern, parts: all }) => all.map((part) => ({ ...part, pattern })));
  let held = 0;
  for (let index = 0; index < count; index++) {
    const point = { x: next(across), y: next(up) };
    if (
      isNearALine(
        parts.map(({ polygon }) => polygon),
        point,
      )
    )
      continue;
    held++;
    const there = { ...asked, reference: sizesAt(diagram.plane, point) };
    const { winner } = predict(there);
    const inside = parts.filter(({ polygon }) => depthIn(polygon, point) > 0);
    expect(inside.map(({ pattern }) => pattern)).toEqual([winner.name]);
    expect(inside[0]?.energy.log(there.reference)).toBeCloseTo(winner.energy.log(there.reference), 7);
  }
  return held;
}

const named = (lines: readonly DrawnLine[], condition: string): DrawnLine[] =>
  lines.filter((line) => line.condition === condition);

describe('three layers over N1 and N2', () => {
  const diagram = phaseDiagram(threeLayers, 'N1', 'N2');

  test('has the regions of the two specialised patterns on the two sides of N1 = N2', () => {
    const names = diagram.regions.map(({ pattern }) => pattern);
    expect(names).toEqual(expect.arrayContaining(['lazy, specialization', 'specialization, lazy']));
    const [line, ...more] = named(diagram.boundaries, 'N1 = N2');
    expect(more).toEqual([]);
    expect(line).toMatchObject({ below: 'specialization, lazy', above: 'lazy, specialization', status: 'derived' });
    // By hand: from N1 = N2 = d, below which both need their one unit, to the end of the frame.
    const [segment] = line?.segments ?? [];
    expect(segment?.from.x).toBeCloseTo(Math.log(64), 9);
    expect(segment?.from.y).toBeCloseTo(Math.log(64), 9);
    expect(segment?.to.x).toBeCloseTo(diagram.plane.across.to, 9);
    expect(segment?.to.y).toBeCloseTo(diagram.plane.up.to, 9);
  });

  test('has the published crossing N1 = sqrt(N2*d) of the winner with specialization, magnetization', () => {
    const lines = named(diagram.crossings, 'N1 = sqrt(N2*d)');
    const line = lines.find(({ below }) => below === 'specialization, magnetization');
    expect(line).toMatchObject({ above: 'lazy, specialization', status: 'published' });
    // By hand: from the point N1 = N2 = d up to the end of the frame.
    expect(line?.segments).toHaveLength(1);
    expect(line?.segments[0]?.from.x).toBeCloseTo(Math.log(64), 9);
    expect(line?.segments[0]?.to.y).toBeCloseTo(diagram.plane.up.to, 9);
  });

  test('agrees with brute force at 2000 random points', () => {
    expect(diagram.isExact).toBe(true);
    expect(holdAgainstPrediction(threeLayers, diagram, 2000)).toBeGreaterThan(1900);
  });

  test('agrees with brute force on the lines’ two sides: a thousandth away from them', () => {
    const { boundaries } = diagram;
    const random = randomNumbers();
    for (const { condition, at, below, above, variable, segments } of boundaries) {
      for (const { from, to } of segments.flatMap((segment) => Array.from({ length: 20 }, () => segment))) {
        const part = 0.01 + 0.98 * random.next().value;
        const on = { x: from.x + part * (to.x - from.x), y: from.y + part * (to.y - from.y) };
        const sizes = sizesAt(diagram.plane, on);
        expect(sizes.get(variable), condition).toBeCloseTo(at.value(sizes), 6);
        const beside = [0.999, 1.001].map((factor) => {
          const reference = new Map(sizes).set(variable, at.value(sizes) * factor);
          return predict({ ...threeLayers, reference }).winner.name;
        });
        expect(beside, condition).toEqual([below, above]);
      }
    }
  });

  test('has lazy, lazy where it must: N2 > d^5 and N1 > d^5', () => {
    const wide = { from: 0, to: 14 * Math.LN10 };
    const { boundaries } = phaseDiagram(threeLayers, 'N1', 'N2', { across: wide, crossings: false });
    expect(named(boundaries, 'N2 = d^5')).toMatchObject([{ below: 'lazy, specialization', above: 'lazy, lazy' }]);
    expect(named(boundaries, 'N1 = d^5')).toMatchObject([{ below: 'specialization, lazy', above: 'lazy, lazy' }]);
  });

  test('around another reference point it is the one that is drawn there', () => {
    const there = { ...threeLayers, reference: new Map(threeLayers.reference).set('N1', 100).set('N2', 5000) };
    const moved = finished(movedDiagram(there, diagram));
    expect(moved.winner).toBe('specialization, lazy');
    expect(moved).toEqual(phaseDiagram(there, 'N1', 'N2'));
  });

  test('says where the samples suffice', () => {
    // By hand: sqrt(N2*d) <= d^2 where N2 <= d^3, whatever N1, and sqrt(N1*d) <= d^2 where N1 <= d^3.
    const { learnable, regions } = phaseDiagram({ ...threeLayers, samples: size('d', 2) }, 'N1', 'N2');
    expect(learnable?.lines.map(({ condition }) => condition).sort()).toEqual(['N1 = d^3', 'N2 = d^3']);
    const corner = { x: Math.log(64 ** 3 * 2), y: Math.log(64 ** 3 * 2) };
    const isIn = (point: Point): boolean => (learnable?.parts ?? []).some((part) => depthIn(part, point) > 0);
    expect(isIn(corner)).toBe(false);
    expect(isIn({ ...corner, x: Math.log(64 ** 3 / 2) })).toBe(true);
    expect(regions.length).toBeGreaterThan(2);
  });

  test('the outlines of the regions enclose the areas of their parts', () => {
    const enclosed = (ring: readonly Point[]): number =>
      ring.reduce((sum, { x, y }, index) => {
        const next = ring[(index + 1) % ring.length] ?? { x, y };
        return sum + (x * next.y - next.x * y) / 2;
      }, 0);
    const total = (rings: readonly (readonly Point[])[]): number =>
      rings.reduce((sum, ring) => sum + enclosed(ring), 0);
    for (const { parts, outline } of diagram.regions) {
      expect(total(outline)).toBeCloseTo(total(parts.map(({ polygon }) => polygon)), 6);
    }
  });
});

describe('any small network', () => {
  test('regions agree with predictions off the lines', () => {
    fc.assert(
      fc.property(
        smallNetworks(2),
        smallTargets,
        fc.double({ min: 1, max: 4, noNaN: true }),
        (network, target, log) => {
          fc.pre(representable(network, target) === undefined);
          const asked = study(network, target, { d: 10 ** log, N1: 300, N2: 5000 });
          const diagram = phaseDiagram(asked, 'N1', network.layers.length > 1 ? 'N2' : 'd', { crossings: false });
          expect(diagram.isExact).toBe(true);
          expect(holdAgainstPrediction(asked, diagram, 60)).toBeGreaterThan(55);
        },
      ),
      { numRuns: 25 },
    );
  });
});

test('a size that is not free is refused by name', () => {
  expect(() => phaseDiagram(threeLayers, 'N1', 'N9')).toThrow('N9 is no free size of S: choose among d, N1, N2.');
  expect(() => phaseDiagram(threeLayers, 'N1', 'N1')).toThrow('both are N1');
});
