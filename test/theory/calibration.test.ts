import { describe, expect, test } from 'vitest';
import {
  calibratedScale,
  sampleVerdict,
  calibrationOf,
  keptPrefactor,
  Monomial,
  predict,
  sizesOutside,
  studySubject,
  type KeptPrefactor,
  type Study,
} from '../../theory/index.js';
import { dense, exponents, hermite, size, stack, study } from './networks.js';

const measured = {
  prefactor: { value: 9, interval: [8, 10] },
  run: 'runs/S',
  level: 'rate',
  verdict: 'agrees',
  sizes: { d: [128, 4096] },
} as const satisfies Partial<KeptPrefactor>;

/** E = sqrt(N*d) = 512 by specialization. */
const wide = study(stack(dense('h', size('N'))), hermite(3), { N: 4096, d: 64 });
const kept = (of: Study): KeptPrefactor => keptPrefactor(of, predict(of).winner, measured);

describe('a prefactor of the winner', () => {
  const { energy: winner, samples } = calibrationOf(wide, predict(wide), [kept(wide)]);

  test('multiplies kappa E with its whole interval, and leaves exponents as they are', () => {
    if (!winner) throw new Error('it was to be used');
    const { sampleScale } = predict(wide);
    expect(calibratedScale(wide, sampleScale, winner)).toEqual({ value: 9 * 512, interval: [8 * 512, 10 * 512] });
    expect(exponents(sampleScale)).toEqual({ N: '1/2', d: '1/2' });
    const ridged = predict({ ...wide, ridge: Monomial.constant('1/2') }).sampleScale;
    expect(calibratedScale(wide, ridged, winner).value).toBeCloseTo(9 * 256, 9);
  });

  test('of a rate run scales E and says nothing about P*; that of a training run the other way round', () => {
    expect(samples).toBeUndefined();
    const trained = { ...kept(wide), level: 'training' } as const;
    expect(calibrationOf(wide, predict(wide), [trained])).toMatchObject({ energy: undefined, samples: trained });
    expect(calibrationOf(wide, predict(wide), [trained, kept(wide)])).toMatchObject({
      energy: kept(wide),
      samples: trained,
    });
  });

  test('says of samples inside the interval that either may hold', () => {
    const samples = { value: 9, interval: [8, 10] } as const;
    const { fit } = predict(wide);
    const standing = (given: number) => sampleVerdict({ ...wide, samples: Monomial.constant(given) }, samples, fit);
    expect([7, 8, 9, 10, 11].map(standing)).toEqual(['below', 'within', 'within', 'above', 'above']);
    expect(sampleVerdict(wide, samples, fit)).toBeUndefined();
  });

  test('says of samples above the interval whether they are above what counting asks for', () => {
    const samples = { value: 9, interval: [8, 10] } as const;
    const counting = { rule: 'counting', samples: Monomial.constant(64) } as const;
    const standing = (given: number) =>
      sampleVerdict({ ...wide, samples: Monomial.constant(given) }, samples, counting);
    expect([7, 9, 10, 63, 64].map(standing)).toEqual(['below', 'within', 'between', 'between', 'above']);
  });

  test('names the sizes to which it is carried on', () => {
    expect(winner && sizesOutside(wide, winner)).toEqual(['d']);
  });
});

describe('a prefactor is used for what was measured and for nothing else', () => {
  const whys = (now: Study): string[] => calibrationOf(now, predict(now), [kept(wide)]).unused.map(({ why }) => why);

  test('other names of sizes, layers and targets, other reference sizes, samples and ridge change nothing', () => {
    const renamed = study(
      stack(dense('first', size('Width', 1))),
      { ...hermite(3), name: 'z' },
      { Width: 8192, d: 32 },
    );
    expect(whys({ ...renamed, samples: size('d'), ridge: Monomial.constant(2) })).toEqual([]);
  });

  test.each([
    ['another activation', stack(dense('h', size('N'), 'tanh')), hermite(3)],
    ['another target', stack(dense('h', size('N'))), hermite(1, 3)],
    ['a skip around the layer', stack(dense('h', size('N'), 'erf', true)), hermite(3)],
    ['a width tied to the dimension', stack(dense('h', size('d', 2))), hermite(3)],
    ['one layer more', stack(dense('h', size('N')), dense('g', size('N'))), hermite(3)],
  ])('%s is another subject', (_, network, target) => {
    expect(whys(study(network, target, { N: 4096, d: 64 }))).toEqual(['changed']);
  });

  test('where one unit is left the formula is another: the prefactor of sqrt(N d) is not that of d', () => {
    const narrow = {
      ...wide,
      reference: new Map([
        ['N', 16],
        ['d', 64],
      ]),
    };
    const { energy, unused } = calibrationOf(narrow, predict(narrow), [kept(wide)]);
    expect(energy).toBeUndefined();
    expect(unused.map(({ why }) => why)).toEqual(['other-pattern']);
  });

  test('of a pattern that loses it stays known for the boundaries, and P* is not calibrated', () => {
    const two = stack(dense('h1', size('N1')), dense('h2', size('N2')));
    const first = study(two, hermite(3), { d: 64, N1: 128, N2: 4096 });
    const second = study(two, hermite(3), { d: 64, N1: 4096, N2: 128 });
    expect(predict(first).winner.name).toBe('specialization, lazy');
    expect(predict(second).winner.name).toBe('lazy, specialization');
    const { energy, byPattern, unused } = calibrationOf(second, predict(second), [kept(first)]);
    expect(energy).toBeUndefined();
    expect([...byPattern.rate.keys()]).toEqual(['specialization, lazy']);
    expect(unused.map(({ why }) => why)).toEqual(['other-pattern']);
  });
});

test('the subject is written in canonical sizes, in the order in which they appear', () => {
  const { subject, inCanonicalSizes } = studySubject(
    study(stack(dense('h', size('N').over(size('d')))), hermite(3), {}),
  );
  expect(subject).toContain('gaussian(dimension a); dense(sizes (width b/a), activation erf)');
  expect(inCanonicalSizes(size('d').times(size('N')))).toBe('a*b');
});
