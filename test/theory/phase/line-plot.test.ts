import { expect, test } from 'vitest';
import { linePlot } from '../../../theory/phase/index.js';
import { dense, hermite, size, stack, study } from '../networks.js';

const threeLayers = study(stack(dense('h1', size('N1')), dense('h2', size('N2'))), hermite(3), {
  d: 64,
  N1: 4096,
  N2: 256,
});
const log = Math.log;

test('the energy of specialised units bends at N1 = d, where one unit is left', () => {
  const plot = linePlot(threeLayers, 'N1');
  const line = plot.lines.find(({ pattern }) => pattern === 'specialization, lazy');
  // By hand: d up to N1 = d, then sqrt(N1*d) to the end of the span, N1 = 10^6.
  const expected = [
    [0, log(64)],
    [log(64), log(64)],
    [log(1e6), (log(1e6) + log(64)) / 2],
  ];
  expect(line?.points).toHaveLength(3);
  expected.forEach((point, index) =>
    point.forEach((value, axis) => expect(line?.points[index]?.[axis]).toBeCloseTo(value, 9)),
  );
  expect(line?.status).toBe('derived');
  expect(plot.lines[0]).toMatchObject({ pattern: 'lazy, specialization', optimal: true });
});

test('the changes of the winner and its crossings are marked', () => {
  const plot = linePlot(threeLayers, 'N1');
  expect(plot.boundaries.map(({ condition }) => condition)).toContain('N1 > N2');
  expect(plot.crossings.map(({ condition }) => condition)).toContain('N1 > sqrt(N2*d)');
});

test('the energy that samples allow is P over the ridge', () => {
  const { allowed } = linePlot({ ...threeLayers, samples: size('N1'), ridge: size('d') }, 'N1');
  expect(allowed?.[0]?.[1]).toBeCloseTo(-log(64), 9);
  expect(allowed?.[1]?.[1]).toBeCloseTo(log(1e6 / 64), 9);
});

test('a size that is not free is refused by name', () => {
  expect(() => linePlot(threeLayers, 'Q')).toThrow('Q is no free size of S: choose among d, N1, N2.');
});
