import { describe, expect, test } from 'vitest';
import { algorithmic, type Target } from '../../theory/index.js';
import { attentive, dense, hermite, size, stack, study } from './networks.js';

const network = stack(dense('h', size('N')));
const of = (target: Target) => algorithmic(study(network, target, { N: 1024, d: 64 }));
const needs = (...degrees: number[]) => {
  const answer = of(hermite(...degrees));
  return (
    answer && {
      k: answer.informationExponent,
      generative: answer.generativeExponent,
      once: answer.onePass.toString(),
      smoothed: answer.smoothed.toString(),
      reused: answer.reused.samples.toString(),
      kernel: answer.kernel.toString(),
      log: answer.upToLogarithm,
    }
  );
};

describe('what an algorithm needs', () => {
  test.each([
    { degrees: [1], k: 1, generative: 1, once: 'd', smoothed: 'd', kernel: 'd', log: false },
    { degrees: [2], k: 2, generative: 2, once: 'd', smoothed: 'd', kernel: 'd^2', log: true },
    { degrees: [3], k: 3, generative: 1, once: 'd^2', smoothed: 'd^(3/2)', kernel: 'd^3', log: false },
    { degrees: [4], k: 4, generative: 2, once: 'd^3', smoothed: 'd^2', kernel: 'd^4', log: false },
    // The lowest degree leads SGD, the highest a kernel.
    { degrees: [1, 5], k: 1, generative: 1, once: 'd', smoothed: 'd', kernel: 'd^5', log: false },
    { degrees: [2, 4], k: 2, generative: 2, once: 'd', smoothed: 'd', kernel: 'd^4', log: true },
    { degrees: [3, 4], k: 3, generative: 1, once: 'd^2', smoothed: 'd^(3/2)', kernel: 'd^4', log: false },
  ])('of degrees $degrees: d^(k-1) once, d^(k/2) smoothed, d reused, a kernel d^m', ({ degrees, ...expected }) => {
    expect(needs(...degrees)).toEqual({ ...expected, reused: 'd' });
  });

  test('a component of coefficient 0 counts for nothing', () => {
    const terms = [
      { degree: 1, coefficient: 0 },
      { degree: 3, coefficient: 2 },
    ];
    expect(of({ ...hermite(3), terms } as Target)?.informationExponent).toBe(3);
  });

  test('is taken in the dimension as written', () => {
    const input = { kind: 'gaussian', dimension: size('n', 2) } as const;
    const asked = study({ ...network, input }, hermite(3), { n: 8, N: 64 });
    expect(algorithmic(asked)?.onePass.toString()).toBe('n^4');
  });

  test('is not known for several directions, patches or tokens', () => {
    expect(of({ ...hermite(3), directions: size('k') } as Target)).toBeUndefined();
    const patches = { kind: 'patches', count: size('n'), size: size('S') } as const;
    expect(algorithmic(study({ ...network, input: patches }, hermite(1), { n: 8, S: 8, N: 8 }))).toBeUndefined();
    const tokens = { kind: 'tokens', length: size('L'), dimension: size('d') } as const;
    expect(algorithmic(study({ ...network, input: tokens }, attentive, { L: 8, d: 8, N: 8 }))).toBeUndefined();
  });

  test('names published results', () => {
    const sources = (...degrees: number[]) =>
      of(hermite(...degrees))?.provenance.map(({ rule, status, source }) => `${rule} ${status} ${source}`) ?? [];
    expect(sources(3).join()).toMatch(
      /2003\.10409.*2305\.10633.*2403\.05529.*recovery-by-average derived.*1904\.12191/,
    );
    expect(sources(2).join()).toMatch(/recovery-by-spectrum published [^,]*, Montanari, arXiv:1708\.05932/);
    expect(sources(3).filter((source) => source.includes(' published '))).toHaveLength(4);
  });
});
