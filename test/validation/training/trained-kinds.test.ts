import { describe, expect, it } from 'vitest';
import { loadFileText } from '../../../language/file.js';
import { lowerStudy, predictLowered } from '../../../language/index.js';
import { words } from '../../../present/words/words.js';
import { Monomial } from '../../../theory/index.js';
import { planFor, type Plan } from '../../../validation/index.js';
import { hasSampling, runChains } from '../../../validation/training/sample/chains.js';

/** The plan of a study of its text, at three sizes and one number of samples. */
async function planOf(text: string): Promise<Plan> {
  const { studies } = await loadFileText(text, '/small/study.arch', { wording: words });
  const study = studies[0] && lowerStudy(studies[0]);
  const prediction = study && predictLowered(study);
  if (!study || !prediction) throw new Error('the study is not predicted');
  const sweep = { variable: 'd', values: [4, 5, 6] };
  return planFor(study, prediction, { words, level: 'training', sweep, samples: [Monomial.constant(6)], seeds: 1 });
}

const onTokens = (layers: string, target: string): string => `
scale d = 64
scale L ~ d
scale N ~ d
network Net {
  input tokens(L, d)
  ${layers}
  output linear
}
target y = ${target}
study S {
  network: Net
  target: y
}
`;

const onNumbers = (target: string): string =>
  onTokens('dense h (width: N, activation: erf)', target).replace('tokens(L, d)', 'gaussian(d)');

describe('a study at the training level', () => {
  it.each([
    ['one block', onTokens('block t (heads: 1, width: N, activation: gelu)', 'attentive(3)'), ['gfl', 'gfl'], true],
    [
      'a block behind an embedding and a norm, and what the query says',
      onTokens(
        'dense e (width: N, activation: linear)\n norm n\n block t (heads: 1, width: N, activation: gelu)',
        'attentive(3) + he(1)',
      ),
      ['gfl', 'lazy', 'gfl', 'gfl'],
      false,
    ],
    [
      'attention with scores of low rank',
      onTokens('attention a (heads: 8, scores: lowrank(8))', 'attentive(3)'),
      ['magnetization'],
      false,
    ],
    [
      'two blocks',
      onTokens(
        'block s (heads: 1, width: N, activation: gelu)\n block t (heads: 1, width: N, activation: gelu)',
        'attentive(3)',
      ),
      undefined,
      true,
    ],
    ['a product of directions', onNumbers('he(1, u) * he(2, v)'), ['specialization'], false],
    ['a sum of directions', onNumbers('he(1, u) + he(3, v)'), ['specialization'], false],
  ])('runs chains from both sides: %s', async (_, text, patterns, queryPasses) => {
    const plan = await planOf(text);
    const { method, notes } = plan;
    if (method.kind !== 'langevin') throw new Error('chains are planned');
    expect(method.chains).toEqual({ prior: 1, informed: 1 });
    expect(notes.some((note) => note.includes('The query passes beside attention'))).toBe(queryPasses);
    const [point] = plan.points.filter(hasSampling);
    if (!point) throw new Error('no point is planned');
    if (patterns) expect(point.informed?.map(({ pattern }) => pattern)).toEqual(patterns);
    else expect(point.informed?.some(({ pattern }) => pattern !== 'lazy')).toBe(true);
    const few = { ...method, draws: 8, doublings: 0, freshInputs: 64 };
    const { draws, temperatures } = await runChains(
      { ...point, sampling: { ...point.sampling, steps: 40 } },
      few,
      () => undefined,
    );
    expect(draws.flat()).toHaveLength(16);
    for (const value of [...draws.flat(), ...temperatures.flat()]) expect(value).toEqual(expect.any(Number));
    expect(Math.max(...temperatures.flat().map(Number))).toBeLessThan(3);
  });
});
