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
      online: answer.onlineSgd.toString(),
      smoothed: answer.smoothedSgd.toString(),
      kernel: answer.kernel.toString(),
      log: answer.upToLogarithm,
    }
  );
};

describe('what an algorithm needs', () => {
  test('for information exponent k: d, d log d, then d^(k-1); smoothed d^(k/2); a kernel d^m', () => {
    expect(needs(1)).toEqual({ k: 1, online: 'd', smoothed: 'd', kernel: 'd', log: false });
    expect(needs(2)).toEqual({ k: 2, online: 'd', smoothed: 'd', kernel: 'd^2', log: true });
    expect(needs(3)).toEqual({ k: 3, online: 'd^2', smoothed: 'd^(3/2)', kernel: 'd^3', log: false });
    expect(needs(4)).toEqual({ k: 4, online: 'd^3', smoothed: 'd^2', kernel: 'd^4', log: false });
  });

  test('the lowest degree leads SGD, the highest a kernel', () => {
    expect(needs(1, 5)).toEqual({ k: 1, online: 'd', smoothed: 'd', kernel: 'd^5', log: false });
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
    expect(algorithmic(asked)?.onlineSgd.toString()).toBe('n^4');
  });

  test('is not known for several directions, patches or tokens', () => {
    expect(of({ ...hermite(3), directions: size('k') } as Target)).toBeUndefined();
    const patches = { kind: 'patches', count: size('n'), size: size('S') } as const;
    expect(algorithmic(study({ ...network, input: patches }, hermite(1), { n: 8, S: 8, N: 8 }))).toBeUndefined();
    const tokens = { kind: 'tokens', length: size('L'), dimension: size('d') } as const;
    expect(algorithmic(study({ ...network, input: tokens }, attentive, { L: 8, d: 8, N: 8 }))).toBeUndefined();
  });

  test('names published results', () => {
    const provenance = of(hermite(3))?.provenance ?? [];
    expect(provenance.map(({ status }) => status)).toEqual(['published', 'published', 'published']);
    expect(provenance.map(({ source }) => source).join()).toMatch(/2003\.10409.*2305\.10633.*1904\.12191/);
  });
});
