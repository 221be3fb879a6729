import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Monomial, predict, representable, type Boundary, type Study } from '../../theory/index.js';
import {
  dense,
  exponents,
  genericSizes,
  hermite,
  size,
  smallNetworks,
  smallTargets,
  stack,
  study,
  withSignal,
} from './networks.js';

const twoLayers = (reference: Record<string, number>): Study =>
  study(stack(dense('h1', size('N1')), dense('h2', size('N2'))), hermite(3), reference);

const find = (boundaries: readonly Boundary[], variable: string, below: string, above: string): Boundary | undefined =>
  boundaries.find((found) => found.variable === variable && found.below === below && found.above === above);

describe('the published boundaries of two hidden layers', () => {
  const prediction = predict(twoLayers({ N1: 4096, N2: 256, d: 64 }));

  test('lazy, specialization beats specialization, lazy when N1 > N2', () => {
    const found = find(prediction.boundaries, 'N1', 'specialization, lazy', 'lazy, specialization');
    expect(found?.condition).toBe('N1 > N2');
    expect(found?.value).toBe(256);
  });
  test('lazy, specialization beats specialization, magnetization when N1 > sqrt(N2 d)', () => {
    const found = find(prediction.crossings, 'N1', 'specialization, magnetization', 'lazy, specialization');
    expect(found?.condition).toBe('N1 > sqrt(N2*d)');
    expect(found?.value).toBe(128);
  });
  test('specialization, magnetization beats specialization, lazy when N1 > N2^2/d', () => {
    // With N1 < N2 the winner is specialization, lazy, and its crossings are reported.
    const { crossings } = predict(twoLayers({ N1: 1000, N2: 4096, d: 64 }));
    const found = find(crossings, 'N1', 'specialization, lazy', 'specialization, magnetization');
    expect(exponents(found?.at ?? size('none'))).toEqual({ N2: '2', d: '-1' });
  });
  test('lazy, lazy wins only beyond d^5 in both widths', () => {
    const huge = predict(twoLayers({ N1: 1e12, N2: 1e9, d: 20 }));
    expect(huge.winner.name).toBe('lazy, lazy');
    for (const width of ['N1', 'N2']) {
      const into = huge.boundaries.filter((found) => found.variable === width && found.above === 'lazy, lazy');
      expect(into.map((found) => found.condition)).toEqual([`${width} > d^5`]);
    }
  });
  test('a tie carries its prefactor: N2 ~ 4 d gives N1 > 4 d, and the crossing 2 d', () => {
    const width = Monomial.constant(4).times(size('d'));
    const tied = predict(study(stack(dense('h1', size('N1')), dense('h2', width)), hermite(3), { N1: 4096, d: 64 }));
    const boundary = find(tied.boundaries, 'N1', 'specialization, lazy', 'lazy, specialization');
    expect([boundary?.condition, boundary?.value]).toEqual(['N1 > 4*d', 256]);
    const crossing = find(tied.crossings, 'N1', 'specialization, magnetization', 'lazy, specialization');
    expect([crossing?.condition, crossing?.value]).toEqual(['N1 > 2*d', 128]);
  });
});

describe('properties', () => {
  /** A pattern's energy just on its own side: exactly on the boundary it may have ceased to be one. */
  const energyBeside = (asked: Study, boundary: Boundary, pattern: string, factor: number): number => {
    const reference = new Map(asked.reference).set(boundary.variable, boundary.value * factor);
    const { patterns } = predict({ ...asked, reference });
    return patterns.find((found) => found.name === pattern)?.energy.log(reference) ?? NaN;
  };

  const winnerBeside = (asked: Study, { variable, value }: Boundary, factor: number): string =>
    predict({ ...asked, reference: new Map(asked.reference).set(variable, value * factor) }).winner.name;

  test('beside a boundary a prediction names the winner that the boundary names', () => {
    fc.assert(
      fc.property(smallNetworks(3), smallTargets, genericSizes, (network, target, sizes) => {
        fc.pre(representable(network, target) === undefined);
        const asked = study(network, target, sizes);
        for (const boundary of predict(asked).boundaries) {
          expect(winnerBeside(asked, boundary, 1 - 1e-4)).toBe(boundary.below);
          expect(winnerBeside(asked, boundary, 1 + 1e-4)).toBe(boundary.above);
        }
      }),
      { numRuns: 25 },
    );
  });
  test('both sides of a boundary have equal energies on it', () => {
    fc.assert(
      fc.property(smallNetworks(2), smallTargets, genericSizes, (network, target, sizes) => {
        fc.pre(representable(network, target) === undefined);
        const asked = study(network, target, sizes);
        for (const boundary of predict(asked).boundaries) {
          const below = energyBeside(asked, boundary, boundary.below, 1 - 1e-6);
          const above = energyBeside(asked, boundary, boundary.above, 1 + 1e-6);
          expect(above).toBeCloseTo(below, 4);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('the nearest crossings are the nearest of all', () => {
    fc.assert(
      fc.property(
        smallNetworks(2),
        smallTargets,
        genericSizes,
        fc.integer({ min: 1, max: 8 }),
        (network, target, sizes, count) => {
          fc.pre(representable(network, target) === undefined);
          const asked = study(network, target, sizes);
          const prediction = predict(asked);
          const isBoundary = (one: Boundary): boolean =>
            prediction.boundaries.some(({ variable, at }) => variable === one.variable && at.equals(one.at));
          const awayOf = ({ variable, value }: Boundary): number =>
            Math.abs(Math.log(value) - Math.log(asked.reference.get(variable) ?? 1));
          const named = (one: Boundary): string => `${one.condition} ${one.below} | ${one.above}`;
          const all = prediction.crossings.filter((one) => !isBoundary(one));
          const { crossings, complete } = prediction.nearestCrossings(count);
          expect(crossings.length).toBe(Math.min(count, all.length));
          for (const one of crossings) expect(all.map(named)).toContain(named(one));
          const aways = all.map(awayOf).sort((one, other) => one - other);
          crossings.forEach((one, index) => expect(awayOf(one)).toBeCloseTo(aways[index] ?? NaN, 5));
          if (complete) expect(all.length).toBeLessThanOrEqual(count);
        },
      ),
      { numRuns: 12 },
    );
  });

  test('between two boundaries the winner does not change', () => {
    fc.assert(
      fc.property(
        smallNetworks(2),
        genericSizes,
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        (network, sizes, part) => {
          const target = hermite(1);
          fc.pre(representable(network, target) === undefined);
          const asked = study(network, target, sizes);
          const prediction = predict(asked);
          const along = prediction.boundaries.filter((boundary) => boundary.variable === 'N1');
          along.slice(1).forEach((boundary, index) => {
            const before = along[index];
            if (!before) return;
            const log = Math.log(before.value) * (1 - part) + Math.log(boundary.value) * part;
            const reference = new Map(asked.reference).set('N1', Math.exp(log));
            const between = predict({ ...asked, reference });
            const named = between.patterns.find((found) => found.name === boundary.below);
            expect(named?.energy.log(reference)).toBeCloseTo(between.winner.energy.log(reference), 6);
          });
        },
      ),
      { numRuns: 25 },
    );
  });
});

// By hand: P* of two layers on He_3 is the least of sqrt(N d), (N d)^(3/4) and d^3, so that lazy wins above N = d^5 = 2^30.
test.each([1e59, 1e150, 1e300])('N = %s is a size as any other, however far its powers reach', (N) => {
  const { winner, boundaries } = predict(study(stack(dense('h', size('N'))), hermite(3), { N, d: 64 }));
  expect(winner.energy.toString()).toBe('d^3');
  const border = boundaries.find(({ variable, above }) => variable === 'N' && above === 'lazy');
  expect(border?.at.toString()).toBe('d^5');
});

describe('what ends a formula or a pattern', () => {
  const teacher = { ...hermite(3), directions: size('k') } as Study['target'];

  test('the winner goes on with d in place of sqrt(N d) below N = d', () => {
    const { boundaries, formulaChanges } = predict(study(stack(dense('h', size('N'))), hermite(3), { N: 4096, d: 64 }));
    const change = formulaChanges.find(({ variable }) => variable === 'N');
    expect(change?.condition).toBe('N > d');
    expect([change?.below, change?.above]).toEqual(['specialization', 'specialization']);
    expect([change?.energies?.below, change?.energies?.above].map(String)).toEqual(['d', 'sqrt(N*d)']);
    expect(boundaries.some(({ condition }) => condition === 'N > d')).toBe(false);
  });

  test('units find no room for more directions than units: a boundary where the energy jumps', () => {
    // One unit for each direction costs k d, which is below the lazy d^3 for k < d^2 = 4096. It ends where k = N = 1024.
    const { boundaries } = predict(study(stack(dense('h', size('N'))), teacher, { N: 1024, d: 64, k: 16 }));
    const [in_k, in_N] = ['k', 'N'].map((name) => boundaries.filter(({ variable }) => variable === name));
    expect(in_k?.map(({ condition }) => condition)).toContain('k > N');
    expect(in_N?.map(({ condition }) => condition)).toContain('N > k');
  });

  test('a signal has no boundary beyond s = d, nor below 1', () => {
    const spiked = withSignal(stack(dense('h', size('N'))), size('s'));
    const { boundaries, formulaChanges, crossings } = predict(study(spiked, hermite(3), { N: 4096, d: 64, s: 2 }));
    for (const { variable, value } of [...boundaries, ...formulaChanges, ...crossings]) {
      if (variable === 's') expect(value).toBeLessThanOrEqual(64);
      if (variable === 'd') expect(value).toBeGreaterThanOrEqual(2);
      expect(value).toBeGreaterThanOrEqual(1);
    }
    // s = d is where E = sqrt(N d/s) and M = sqrt(N s/d) end.
    expect(formulaChanges.filter(({ variable }) => variable === 's')).toEqual([]);
  });

  test('boundaries at sizes next to 1 are seen', () => {
    // specialization, d for N < d, against lazy d^3: none. Against gfl (N d)^(3/4): N = d^(1/3) = 1.26.
    const { boundaries } = predict(study(stack(dense('h', size('N'))), hermite(3), { N: 4096, d: 2 }));
    expect(find(boundaries, 'N', 'gfl', 'specialization')?.condition).toBe('N > d^(1/3)');
  });

  test('a gain that moves to another degree is a boundary, with the degrees on both sides', () => {
    const moved = fc
      .sample(fc.tuple(smallNetworks(3), smallTargets, genericSizes), { numRuns: 60, seed: 7 })
      .flatMap(([network, target, sizes]) =>
        representable(network, target)
          ? []
          : predict(study(network, target, sizes)).boundaries.filter(({ degrees }) => degrees),
      );
    expect(moved.length).toBeGreaterThan(0);
    for (const { below, above, degrees } of moved) {
      expect(below).toBe(above);
      expect(degrees?.below).not.toEqual(degrees?.above);
    }
  });
});
