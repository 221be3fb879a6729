import { describe, expect, test } from 'vitest';
import { toPlace, ticks, type View } from '../../../present/diagram/frame.js';
import { sceneOf } from '../../../present/diagram/scene-of.js';
import type { Place } from '../../../present/diagram/scene.js';
import { drawingOf, frameOf, svgOf } from '../../../present/diagram/svg.js';
import { algorithmLines, algorithmsText } from '../../../present/diagram/wording.js';
import { Monomial } from '../../../theory/index.js';
import { phaseDiagram } from '../../../theory/phase/index.js';
import { dense, hermite, size, stack, study } from '../../theory/networks.js';

const asked = {
  ...study(stack(dense('h1', size('N1')), dense('h2', size('N2'))), hermite(3), { d: 64, N1: 4096, N2: 256 }),
  samples: size('d', 2),
};
const scene = sceneOf(asked, phaseDiagram(asked, 'N1', 'N2'));

const isIn = (polygon: readonly Place[], [x, y]: Place): boolean =>
  polygon.every((from, index) => {
    const to = polygon[(index + 1) % polygon.length] ?? from;
    return (to[0] - from[0]) * (y - from[1]) - (to[1] - from[1]) * (x - from[0]) >= 0;
  });

const views: readonly (readonly [string, View | undefined])[] = [
  ['all of it', undefined],
  ['the sizes about d, where one unit is left', { x: [1, 2.6], y: [1, 2.6] }],
  ['the corner of gfl', { x: [0, 2], y: [0, 1] }],
];

describe.each(views)('a drawing of %s', (_, view) => {
  const options = { standalone: false, width: 700, height: 700, ...(view && { view }) };
  const { svg, notes } = drawingOf(scene, options);

  test('gives the energy that holds where the label stands', () => {
    const labels = [...svg.matchAll(/class="label" x="([\d.]+)" y="([\d.]+)" text-anchor="middle">E = ([^<]+)</g)];
    expect(labels.length).toBeGreaterThan(0);
    for (const [, x, y, formula] of labels) {
      const place = toPlace(frameOf(scene, options), { x: Number(x), y: Number(y) });
      const parts = scene.regions.flatMap(({ parts: all }) => all).filter(({ polygon }) => isIn(polygon, place));
      expect(parts.map(({ energy }) => energy.formula)).toEqual([formula]);
    }
  });

  test('explains each of its letters once', () => {
    expect(new Set(notes.map(({ letter }) => letter)).size).toBe(notes.length);
    for (const { letter } of notes) expect(svg).toContain(`>${letter}</text>`);
  });
});

test('ticks are powers of ten, and numbers in between closer up', () => {
  expect(ticks([0, 6]).join(' ')).toBe('0 1 2 3 4 5 6');
  expect(ticks([0, 24]).join(' ')).toBe('0 3 6 9 12 15 18 21 24');
  expect(ticks([2, 3]).map((at) => Math.round(10 ** at))).toEqual([100, 200, 500, 1000]);
  expect(ticks([1.75, 1.95]).map((at) => Math.round(10 ** at))).toEqual([60, 70, 80]);
});

describe('lines of algorithms', () => {
  const drawn = (...degrees: number[]) => {
    const fixed = { ...asked, target: hermite(...degrees), samples: Monomial.constant(1000) };
    return sceneOf(fixed, phaseDiagram(fixed, 'N1', 'd', { crossings: false }));
  };

  test('have their equations and names, and the legend has all three needs', () => {
    const cubic = drawn(3);
    expect(algorithmLines(cubic).map(({ line, meaning }) => `${meaning}: ${line.formula}`)).toEqual([
      'P of one pass: d = 10^(3/2)',
      'P of reused samples (constant 1.5): d = 1000',
      'P of a lazy kernel: d = 10',
    ]);
    const svg = svgOf(cubic);
    expect(svg.match(/<line class="algorithm-line"/g)).toHaveLength(3 + 1);
    for (const said of ['One pass needs P of about d²', 'No gap between data', 'P of one pass: d = 10^(3/2)'])
      expect(svg.replace(/<[^>]*>/g, ' ').replace(/ +/g, ' ')).toContain(said);
  });

  test('are one where algorithms need the same', () => {
    // He_1: all need d.
    expect(algorithmLines(drawn(1)).map(({ line, meaning }) => `${meaning}: ${line.formula}`)).toEqual([
      'P of one pass, reused samples (constant 1), a lazy kernel: d = 1000',
    ]);
    const square = { ...asked, network: stack(dense('h1', size('N1'), 'relu')), target: hermite(2) };
    const even = sceneOf(square, phaseDiagram(square, 'N1', 'd', { crossings: false }));
    expect(algorithmsText(even)).toContain('One pass needs P of about d up to a logarithm');
  });

  test('are none without samples', () => {
    const without = study(asked.network, asked.target, { d: 64, N1: 4096, N2: 256 });
    const bare = sceneOf(without, phaseDiagram(without, 'N1', 'd', { crossings: false }));
    expect([bare.algorithms, algorithmLines(bare), algorithmsText(bare)]).toEqual([null, [], '']);
  });
});
