import { describe, expect, it, test } from 'vitest';
import {
  ascii,
  eigenvalueName,
  featureName,
  powerText,
  quantity,
  ratioText,
  related,
  relationOf,
  sized,
  unicode,
  withFeatureNames,
} from '../../present/formulas.js';
import { unitNoun, unitNounOf } from '../../present/nouns.js';
import {
  competingPatterns,
  patternLabel,
  patternSetting,
  patternTitle,
  rankLabel,
  rankText,
  ruleStatusText,
  sampleVerdictText,
  verdictText,
} from '../../present/words/results.js';
import { formFeature } from '../../theory/features.js';
import { Monomial, predict } from '../../theory/index.js';
import type { Feature, Layer } from '../../theory/index.js';
import { attention, attentive, dense, hermite, onTokens, size, stack, study } from '../theory/networks.js';

const reference = new Map([
  ['N', 256],
  ['d', 64],
]);
const root = size('N').times(size('d')).power('1/2');
const three = Monomial.constant(3);

describe('formulas', () => {
  it('a size has its value, and a number is only a number', () => {
    expect(sized(root, reference)).toBe('√(N·d) = 128');
    expect(sized(root, reference, ascii)).toBe('sqrt(N*d) = 128');
    expect(sized(three, reference)).toBe('3');
  });

  it('what scales is known up to a factor, a number is equal', () => {
    expect(related('P*', root, reference)).toBe('P* ~ √(N·d) = 128');
    expect(related('M', three, reference)).toBe('M = 3');
    expect(relationOf(root)).toBe('~');
    expect(relationOf(root, { ...unicode, about: '≈' })).toBe('≈');
    expect(relationOf(three)).toBe('=');
  });

  it('energies that are equal have no ratio', () => {
    expect(ratioText(Monomial.one, reference)).toBe('equal');
    expect(ratioText(size('N').over(size('d')), reference)).toBe('×4 ~ N/d');
  });

  test.each<[Feature, string, string]>([
    [3, 'He₃', 'r₃'],
    [12, 'He₁₂', 'r₁₂'],
    ['attentive', 'the attention feature', 'rₐ'],
    [formFeature(2), 'He₂(p)', 'r₂(p)'],
  ])('the feature %s is %s, with %s', (feature, name, eigenvalue) => {
    expect(featureName(feature)).toBe(name);
    expect(eigenvalueName(feature)).toBe(eigenvalue);
  });

  it('features of a sentence are written as everywhere', () => {
    expect(withFeatureNames('on He_12 and He_3, not The_1')).toBe('on He₁₂ and He₃, not The_1');
  });

  it('a power of one is not written', () => {
    expect(powerText('P', root.exponentOf('N'))).toBe('P^(1/2)');
    expect(powerText('P', size('N').exponentOf('N'))).toBe('P');
  });

  it('a quantity has its parts', () => {
    expect(quantity(root, reference)).toEqual({
      size: root,
      formula: '√(N·d)',
      value: 128,
      number: '128',
      text: '√(N·d) = 128',
    });
  });
});

describe('what a layer has several of', () => {
  test.each<[Layer, string, string]>([
    [dense('h', size('N')), 'unit', 'units'],
    [{ name: 'c', kind: 'conv', residual: false, sizes: { channels: size('C') } }, 'channel', 'channels'],
    [attention('a', size('H')), 'head', 'heads'],
  ])('$kind', (layer, one, many) => {
    expect(unitNoun(layer, 1)).toBe(one);
    expect(unitNoun(layer, 2)).toBe(many);
  });

  it('is found by the name of the layer, and is units for a name that the network lacks', () => {
    const mixed = study(onTokens(dense('e', size('N')), attention('a', size('H'))), attentive, {
      d: 64,
      L: 4096,
      H: 16,
      N: 64,
    });
    expect(unitNounOf('e', mixed, 2)).toBe('units');
    expect(unitNounOf('a', mixed, 2)).toBe('heads');
    expect(unitNounOf('gone', mixed, 2)).toBe('units');
  });
});

describe('words of results', () => {
  test.each([
    [ruleStatusText('published'), 'published'],
    [ruleStatusText('derived'), 'derived here'],
    [ruleStatusText('conjecture'), 'conjecture'],
    [verdictText('agrees'), 'agrees'],
    [verdictText('disagrees'), 'disagrees'],
    [verdictText('cannot tell'), 'cannot tell'],
    [sampleVerdictText('above'), 'above what a small error needs'],
    [sampleVerdictText('between'), 'between P* and a small error'],
    [sampleVerdictText('below'), 'below P*'],
    [sampleVerdictText('within'), 'within the interval of P*'],
    [rankText('best'), 'best'],
    [rankText('equal'), 'equal'],
    [rankText('competing'), 'competing: within a factor 2'],
    [rankText(undefined), ''],
    [patternTitle('gfl'), 'GFL'],
    [patternTitle('lazy'), 'lazy'],
  ])('%s', (text, expected) => expect(text).toBe(expected));

  it('patterns are ranked beside the winner', () => {
    const prediction = predict(study(stack(dense('h', size('N'))), hermite(3), { N: 4096, d: 64 }));
    const [winner, ...others] = prediction.patterns;
    if (!winner) throw new Error('no pattern wins');
    expect(rankLabel(winner, winner)).toBe('best');
    expect(rankLabel({ ...winner }, winner)).toBe('equal');
    const costlier = { ...winner, energy: winner.energy.times(three) };
    expect(rankLabel({ ...costlier, competing: true }, winner)).toBe('competing');
    expect(rankLabel({ ...costlier, competing: false }, winner)).toBeUndefined();
    const [other] = others;
    if (!other) throw new Error('no pattern loses');
    const patterns = [winner, { ...other, competing: true }, { ...other, name: 'gfl', competing: false }];
    expect(competingPatterns({ ...prediction, patterns })).toEqual([patternLabel(other.name)]);
  });

  test.each([
    ['lazy, lazy, lazy, specialization', 'lazy, lazy, lazy, specialization'],
    ['lazy, lazy, lazy, lazy, specialization', 'lazy ×4, specialization'],
    ['gfl, lazy, lazy, lazy, lazy, lazy', 'GFL, lazy ×5'],
  ])('%s reads %s', (name, label) => expect(patternLabel(name)).toBe(label));

  it('the number that a pattern predicts is M, the length of one unit, or M m²', () => {
    const parameter = { name: 'M', size: root } as const;
    expect(patternSetting(parameter, undefined)).toEqual({ symbol: { unicode: 'M', latex: 'M' }, size: root });
    expect(patternSetting(parameter, 'free')).toEqual({
      symbol: { unicode: 'M·m²', latex: 'M m^2' },
      size: root,
      length: 'free',
    });
    expect(patternSetting(parameter, three)).toEqual({
      symbol: { unicode: 'm', latex: 'm' },
      size: three,
      length: 'single',
    });
  });
});
