import { expect, it } from 'vitest';
import { columnsFor, csvOf, filtered, sorted } from '../../client/comparison/rows.js';
import type { ComparedStudy } from '../../protocol/comparison.js';

const size = (formula: string, value: number | null) => ({
  formula,
  value,
  text: value === null ? '∞' : String(value),
});
const study = (
  name: string,
  samples: number | null,
  rank: number,
  more: Partial<ComparedStudy> = {},
): ComparedStudy => ({
  ...{
    uri: 'file:///net.arch',
    name,
    network: 'Net',
    target: 'cubic',
    pattern: 'lazy',
    learnable: null,
    verdict: null,
    calibrated: null,
    estimate: null,
  },
  ...{ energy: size('d', samples), samples: size('d', samples), parameters: size('N·d', 64), rank },
  ...more,
});
const files = { 'file:///net.arch': 'net.arch', 'file:///b/two.arch': 'b/two.arch' };
const all = [study('Cubic', 512, 2), study('Tiny', 8, 1), study('Huge', null, 3, { pattern: 'lazy, specialization' })];
const names = (studies: readonly ComparedStudy[]): string[] => studies.map(({ name }) => name);

it('is sorted by numbers as numbers and by names as names, both ways; what is too large comes last', () => {
  expect(names(sorted(all, 'samples', false, files))).toEqual(['Tiny', 'Cubic', 'Huge']);
  expect(names(sorted(all, 'samples', true, files))).toEqual(['Huge', 'Cubic', 'Tiny']);
  expect(names(sorted(all, 'name', false, files))).toEqual(['Cubic', 'Huge', 'Tiny']);
  expect(names(sorted(all, 'target', true, files))).toEqual(['Cubic', 'Tiny', 'Huge']);
});

it('is filtered by every word, in any column and case', () => {
  expect(names(filtered(all, 'LAZY spec', files))).toEqual(['Huge']);
  expect(names(filtered(all, 'net.arch', files))).toEqual(['Cubic', 'Tiny', 'Huge']);
  expect(filtered(all, 'cubic nowhere', files)).toEqual([]);
});

it('has a column for files, calibrations and samples only where there is something to say', () => {
  const keys = (studies: readonly ComparedStudy[]) => columnsFor(studies, files).map(({ key }) => key);
  expect(keys(all)).toEqual(['rank', 'name', 'samples', 'energy', 'pattern', 'parameters', 'network', 'target']);
  const calibrated = { text: '514 [511, 516]', run: 'runs/A' };
  expect(
    keys([...all, study('Far', 1, 1, { uri: 'file:///b/two.arch', learnable: false, verdict: 'below', calibrated })]),
  ).toEqual([
    ...['rank', 'name', 'file', 'samples', 'calibrated', 'learnable', 'energy', 'pattern', 'parameters'],
    ...['network', 'target'],
  ]);
});

it('is saved with the rows and columns that are shown', () => {
  const rows = csvOf(filtered(all, 'huge', files), columnsFor(all, files), files).split('\r\n');
  expect(rows).toEqual([
    'Rank,Study,Samples P*,Energy E,Pattern,Parameters,Network,Target',
    '3,Huge,d = ∞,d = ∞,"lazy, specialization",N·d = 64,Net,cubic',
    '',
  ]);
});
