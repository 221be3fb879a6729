import { expect, test } from 'vitest';
import { energyAt, marksOf, numberPlaces, withCorners } from '../../../client/diagram/plot-data.js';
import { plainPlot } from '../../../present/diagram/plot.js';
import { linePlot } from '../../../theory/phase/index.js';
import { dense, hermite, size, stack, study } from '../../theory/networks.js';

const asked = study(stack(dense('h1', size('N1')), dense('h2', size('N2'))), hermite(3), { d: 64, N1: 4096, N2: 256 });
const plot = plainPlot(linePlot(asked, 'N1'));

test('marks lie where the energies are equal, with letters from left to right', () => {
  const marks = marksOf(plot);
  expect(marks.map(({ letter }) => letter).join('')).toBe('abcdefghijklmnop'.slice(0, marks.length));
  // By hand: the two specialised patterns cost sqrt(N1 d) = sqrt(N2 d) = 128 at N1 = N2 = 256: there the winner changes.
  const mark = marks.find(({ formula }) => formula === 'N1 = N2');
  expect(mark).toMatchObject({ isBoundary: true, below: ['specialization, lazy'], above: ['lazy, specialization'] });
  expect(mark?.place[0]).toBeCloseTo(Math.log10(256), 9);
  expect(mark?.place[1]).toBeCloseTo(Math.log10(128), 6);
});

test('patterns that cross at one place share its letter', () => {
  // By hand: with one unit behind it, N1 = sqrt(N2 d) = 128 is where several patterns cost what the winner does.
  const mark = marksOf(plot).find(({ formula }) => formula === 'N1 = √(N2·d)');
  expect(mark?.isBoundary).toBe(false);
  expect(mark?.below).toContain('specialization, magnetization');
  expect(mark?.below.length).toBeGreaterThan(1);
});

test('energies between the points of a line are on it; in a gap there are none', () => {
  const points = [[0, 1], [2, 5], null, [3, 0], [4, 0]] as const;
  expect(energyAt(points, 1)).toBe(3);
  expect(energyAt(points, 2.5)).toBeUndefined();
  expect(energyAt(points, 3.5)).toBe(0);
});

test('a line of ten thousand points is drawn through its corners alone, and looks the same', () => {
  // Up to 1, level to 2, a gap, and down from 3: the corners are the ends and the places where the slope changes.
  const energy = (size: number): number => (size < 1 ? 2 * size : size <= 2 ? 2 : 8 - 2 * size);
  const points = Array.from({ length: 10_001 }, (_, at) => at / 2500).map((size) =>
    size > 2 && size < 3 ? null : ([size, energy(size)] as const),
  );
  const [line] = plot.lines;
  const [drawn] = withCorners({ ...plot, lines: line ? [{ ...line, points }] : [] }).lines;
  const places = drawn?.points.filter((point) => point !== null) ?? [];
  expect(places).toEqual([
    [0, 0],
    [1, 2],
    [2, 2],
    [3, 2],
    [4, 0],
  ]);
  expect(drawn?.points).toContain(null);
});

test('the number of a line stands on it', () => {
  numberPlaces(plot).forEach((place, index) => {
    expect(place && energyAt(plot.lines[index]?.points ?? [], place[0])).toBeCloseTo(place?.[1] ?? NaN, 9);
  });
});
