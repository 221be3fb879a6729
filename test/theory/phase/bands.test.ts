import { describe, expect, test } from 'vitest';
import { sceneOf } from '../../../present/diagram/scene-of.js';
import { svgOf } from '../../../present/diagram/svg.js';
import { bandsOf, calibratedEnergies, phaseDiagram } from '../../../theory/phase/index.js';
import {
  calibrationOf,
  keptPrefactor,
  Monomial,
  predict,
  type KeptPrefactor,
  type Study,
} from '../../../theory/index.js';
import { dense, hermite, size, stack, study } from '../networks.js';

const network = stack(dense('h1', size('N1')), dense('h2', size('N2')));
/** Here lazy, specialization wins with E = sqrt(N2 d). */
const wide = study(network, hermite(3), { d: 64, N1: 4096, N2: 256 });
/** And here specialization, lazy with E = sqrt(N1 d). */
const tall = study(network, hermite(3), { d: 64, N1: 256, N2: 4096 });

const measured = (
  of: Study,
  interval: readonly [number, number],
  run: string,
  level: KeptPrefactor['level'] = 'rate',
): KeptPrefactor =>
  keptPrefactor(of, predict(of).winner, {
    prefactor: { value: Math.sqrt(interval[0] * interval[1]), interval },
    ...{ run, level, verdict: 'agrees', sizes: {} },
  });

const bands = (kept: readonly KeptPrefactor[], of: Study = wide) => {
  const diagram = phaseDiagram(of, 'N1', 'N2');
  const calibration = calibrationOf(of, predict(of), kept);
  return { diagram, found: bandsOf(of, diagram, calibratedEnergies(of, calibration)) };
};

const second = measured(wide, [8, 10], 'runs/second');

describe('the band of a boundary', () => {
  test('c1 sqrt(N1 d) = c2 sqrt(N2 d) where N1 is (c2/c1)^2 times N2; who was not measured has c from 1 to 10', () => {
    const { found } = bands([second]);
    const band = found.find(({ condition }) => condition === 'N1 = N2');
    expect(band).toMatchObject({ kind: 'boundary', isMeasured: false, runs: ['runs/second'] });
    expect(band?.factor?.[0]).toBeCloseTo((8 / 10) ** 2, 9);
    expect(band?.factor?.[1]).toBeCloseTo((10 / 1) ** 2, 9);
  });

  test('is narrow once both sides are measured', () => {
    const { found } = bands([second, measured(tall, [4, 5], 'runs/first')]);
    const band = found.find(({ condition }) => condition === 'N1 = N2');
    expect(band).toMatchObject({ isMeasured: true, runs: ['runs/first', 'runs/second'] });
    expect(band?.factor?.[0]).toBeCloseTo((8 / 5) ** 2, 9);
    expect(band?.factor?.[1]).toBeCloseTo((10 / 4) ** 2, 9);
  });

  test('stands along its line, moved in the size that the equation is solved for', () => {
    const { found, diagram } = bands([second]);
    const [segment] = diagram.boundaries.find(({ condition }) => condition === 'N1 = N2')?.segments ?? [];
    const corners = found.find(({ condition }) => condition === 'N1 = N2')?.parts[0] ?? [];
    for (const { x, y } of corners) {
      expect(Math.min(Math.abs(x - y - Math.log(0.64)), Math.abs(x - y - Math.log(100)))).toBeLessThan(1e-9);
      expect(Math.min(...[segment?.from.y, segment?.to.y].map((end) => Math.abs((end ?? NaN) - y)))).toBeLessThan(1e-9);
    }
    expect(corners).toHaveLength(4);
  });

  test('there is none where nothing on either side was measured, and no band at all without a calibration', () => {
    const { diagram, found } = bands([second]);
    const beside = diagram.boundaries.filter(({ below, above }) => [below, above].includes(second.pattern));
    expect(beside.length).toBeLessThan(diagram.boundaries.length);
    const conditions = beside.map(({ condition }) => condition);
    expect(found.filter(({ condition }) => !conditions.includes(condition))).toEqual([]);
    expect(bands([]).found).toEqual([]);
  });
});

test('P = P* with c sqrt(N2 d) = 1000 lies between N2 = (1000/10)^2/d and (1000/8)^2/d', () => {
  const thousand = { ...wide, samples: Monomial.constant(1000) };
  const { found } = bands([measured(wide, [8, 10], 'runs/second', 'training')], thousand);
  const band = found.find(({ kind }) => kind === 'samples');
  const heights = (band?.parts ?? []).flat().map(({ y }) => Math.exp(y));
  expect(Math.min(...heights)).toBeCloseTo(100 ** 2 / 64, 6);
  expect(Math.max(...heights)).toBeCloseTo(125 ** 2 / 64, 6);
  expect(band?.runs).toEqual(['runs/second']);
  // A prefactor of E places boundaries, and says nothing about samples; one of P* the other way round.
  expect(found.filter(({ kind }) => kind === 'boundary')).toEqual([]);
  expect(bands([second], thousand).found.filter(({ kind }) => kind === 'samples')).toEqual([]);
});

test('a picture of a calibrated study has its bands, and says in the legend whose they are', () => {
  const { diagram, found } = bands([second]);
  const svg = svgOf(sceneOf(wide, diagram, found));
  expect(svg.match(/<polygon class="band/g)?.length).toBe(found.flatMap(({ parts }) => parts).length);
  expect(svg).toContain('calibrated by run');
  expect(svgOf(sceneOf(wide, diagram))).not.toContain('<polygon class="band');
});
