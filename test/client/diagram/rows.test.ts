import { expect, test } from 'vitest';
import { lineRows, regionRows } from '../../../client/diagram/rows.js';
import { numbered, shownScene } from '../../../client/diagram/shown-scene.js';
import { sceneOf } from '../../../present/diagram/scene-of.js';
import { drawingOf } from '../../../present/diagram/svg.js';
import { phaseDiagram } from '../../../theory/phase/index.js';
import { dense, hermite, size, stack, study } from '../../theory/networks.js';

const asked = {
  ...study(stack(dense('h1', size('N1')), dense('h2', size('N2'))), hermite(3), { d: 64, N1: 4096, N2: 256 }),
  samples: size('d', 2),
};
const scene = sceneOf(asked, phaseDiagram(asked, 'N1', 'N2'));

test('the tables have every region, and every line with its equation', () => {
  expect(regionRows(scene).map(({ pattern }) => pattern)).toEqual(scene.regions.map(({ pattern }) => pattern));
  const rows = lineRows(scene, [], true);
  expect(rows.find(({ equation }) => equation === 'N1 = N2')).toEqual({
    className: 'boundary derived',
    letter: '',
    equation: 'N1 = N2',
    meaning: 'N1 smaller: specialization, lazy; larger: lazy, specialization',
    standing: 'derived here',
  });
  // By hand: sqrt(N2*d) = d^2 at N2 = d^3.
  expect(rows).toContainEqual(expect.objectContaining({ equation: 'N2 = d³', meaning: 'P = P*' }));
});

test('patterns that cross the winner on one line share a row', () => {
  const rows = lineRows(scene, [], true).filter(({ equation }) => equation === 'N1 = √(N2·d)');
  expect(rows).toHaveLength(1);
  expect(rows[0]?.meaning).toMatch(/^as cheap as lazy, specialization: .*specialization, magnetization/);
  expect(lineRows(scene, [], false).some(({ className }) => className.startsWith('crossing'))).toBe(false);
});

test('a letter on the picture is explained in the table, and is no name of a size', () => {
  const { notes } = drawingOf(scene, { width: 260, height: 260, standalone: false });
  expect(notes.length).toBeGreaterThan(3);
  expect(notes.map(({ letter }) => letter)).not.toContain('d');
  const letters = lineRows(scene, notes, true).map(({ letter }) => letter);
  expect(letters).toEqual(expect.arrayContaining(notes.map(({ letter }) => letter)));
});

test('closer up, patterns keep their numbers and hatches', () => {
  const first = numbered(scene, []);
  const closer = { from: Math.log(5), to: Math.log(2000) };
  const part = sceneOf(asked, phaseDiagram(asked, 'N1', 'N2', { across: closer, up: closer, crossings: false }));
  const then = numbered(part, first.seen);
  const kinds = (of: typeof scene) => new Map(regionRows(of).map(({ pattern, key, kind }) => [pattern, [key, kind]]));
  for (const [pattern, look] of kinds(then.scene)) expect(kinds(first.scene).get(pattern) ?? look).toEqual(look);
  expect(then.seen.slice(0, first.seen.length)).toEqual(first.seen);
});

test('without samples nothing is said of them', () => {
  const without = lineRows(shownScene(scene, false), [], true);
  expect(without.filter(({ meaning }) => meaning.startsWith('P'))).toEqual([]);
});
