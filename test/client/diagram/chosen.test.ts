import { describe, expect, test } from 'vitest';
import {
  asInFile,
  changesOf,
  followed,
  movable,
  type Pictured,
  sizesNow,
  withAxis,
} from '../../../client/diagram/chosen.js';
import { sceneOf } from '../../../present/diagram/scene-of.js';
import { phaseDiagram } from '../../../theory/phase/index.js';
import { dense, hermite, size, stack, study } from '../../theory/networks.js';

const asked = study(stack(dense('h1', size('N1')), dense('h2', size('N2'))), hermite(3), { d: 64, N1: 4096, N2: 256 });
const scene = sceneOf(asked, phaseDiagram(asked, 'N1', 'N2', { crossings: false }));
const quantity = { expression: '1', formula: '1', exponents: {}, value: 1, text: '1' };

/** The answer over N1 and N2, with the file's values; N2 is tied there. */
const answer = (file: Record<string, number> = {}, formula = '20·d'): Pictured => ({
  kind: 'diagram',
  scene,
  choices: Object.entries({ d: 64, N1: 4096, N2: 256, ...file }).map(([name, value]) => ({
    name,
    value,
    tied: name === 'N2',
  })),
  samples: { value: 1280, formula, needed: 128 },
  point: {
    sizes: { d: 64, N1: 4096, N2: 256, ...file },
    pattern: 'lazy, specialization',
    energy: quantity,
    samples: quantity,
    estimate: null,
    fit: 'P ~ 64',
    learnable: true,
    verdict: 'above',
    layers: [],
    competing: [],
  },
});

describe('axes', () => {
  test('a size that is on the other axis changes places with it', () => {
    expect(withAxis(answer(), {}, 'x', 'N2')).toMatchObject({ x: 'N2', y: 'N1' });
    expect(withAxis(answer(), {}, 'y', 'd')).toMatchObject({ x: 'N1', y: 'd' });
  });

  test('a size that was alone across can go up, where there is another to go across', () => {
    const { choices, samples, point } = answer();
    const plot = { variable: 'N1', from: 0, to: 6, lines: [], boundaries: [], crossings: [], allowed: null };
    const alone: Pictured = { kind: 'plot', plot, choices, samples, point };
    expect(withAxis(alone, {}, 'y', 'N1')).toMatchObject({ x: 'd', y: 'N1' });
    const only = { ...alone, choices: choices.filter(({ name }) => name === 'N1') };
    expect(withAxis(only, {}, 'y', 'N1')).toMatchObject({ x: 'N1', y: null });
  });

  test('all is shown again, and what was moved stays', () => {
    const chosen = { view: { x: [1, 2], y: [1, 2] } as const, sizes: { d: 100 } };
    expect(withAxis(answer(), chosen, 'y', null)).toEqual({ x: 'N1', y: null, view: undefined, sizes: { d: 100 } });
  });
});

describe('sizes', () => {
  test('are those of the file where they were not moved', () => {
    const now = sizesNow(answer(), { N1: 300, gone: 7 });
    expect(now).toEqual({ d: 64, N1: 300, N2: 256 });
    expect(changesOf(answer(), movable(answer(), now))).toEqual([{ name: 'N1', from: 4096, to: 300 }]);
  });

  test('those of the axes come first', () => {
    expect([...movable(answer(), sizesNow(answer(), {})).keys()]).toEqual(['N1', 'N2', 'd']);
  });

  test('are as in the file again', () => {
    expect(asInFile({ x: 'N1', sizes: { d: 1 }, samples: 3 })).toEqual({ x: 'N1' });
  });
});

describe('when the file changes', () => {
  const chosen = { x: 'N1', sizes: { N1: 300, d: 100 }, samples: 5000 };

  test('a size that was edited there is that of the file', () => {
    expect(followed(chosen, answer(), answer({ N1: 1000 }))).toEqual({ ...chosen, sizes: { d: 100 } });
  });

  test('samples whose formula was edited are those of the file', () => {
    expect(followed(chosen, answer(), answer({}, '30·d'))).toEqual({ ...chosen, samples: undefined });
  });

  test('everything stays when something else was edited', () => {
    expect(followed(chosen, answer(), answer())).toEqual(chosen);
  });
});
