import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  alignmentAt,
  leastError,
  learning,
  Monomial,
  predict,
  representable,
  samplesFor,
  type LearnedComponent,
  type Study,
  type Target,
} from '../../theory/index.js';
import {
  attentive,
  dense,
  genericSizes,
  hermite,
  size,
  smallNetworks,
  smallTargets,
  stack,
  study,
} from './networks.js';

const one = stack(dense('h', size('N')));
const two = stack(dense('h1', size('N1')), dense('h2', size('N2')));

/** Each segment as `alignment at its top, samples there, exponent`. */
const laws = ({ segments }: LearnedComponent): string[] =>
  segments.map(({ alignment, samples, exponent }) =>
    [alignment.toString(), samples.toString(), exponent?.toFraction() ?? 'jump'].join('; '),
  );
const only = (asked: Study): LearnedComponent => {
  const [component, ...others] = learning(asked).components;
  if (!component || others.length > 0) throw new Error('one component was expected');
  return component;
};

describe('the curve of one component', () => {
  test('lazy: a_y is all there is, lambda 1', () => {
    // E(alpha) = alpha^2 d.
    const component = only(study(one, hermite(1), { N: 1024, d: 64 }));
    expect(laws(component)).toEqual(['1; d; 1/2']);
    expect(component.exponent?.toFraction()).toBe('1/2');
  });

  test('two-layer specialization: lambda 1/2, until one unit is left, then lazy', () => {
    // M d against alpha^2 N/M: M = alpha sqrt(N/d), E = alpha sqrt(N d). M = 1 at alpha = sqrt(d/N); from there E = d.
    // The lazy alpha^2 d^3 falls below d at alpha = 1/d.
    const component = only(study(one, hermite(3), { N: 1024, d: 64 }));
    expect(laws(component)).toEqual(['1; sqrt(N*d); 1', 'sqrt(d/N); d; jump', '1/d; d; 1/2']);
    expect(component.segments.map(({ pattern }) => pattern)).toEqual(['specialization', 'specialization', 'lazy']);
  });

  test('specialization, magnetization: lambda 1/3, an exponent of 3/2 while it is the pattern', () => {
    const { patterns } = predict(study(two, hermite(3), { N1: 4096, N2: 4096, d: 64 }));
    const pattern = patterns.find(({ name }) => name === 'specialization, magnetization');
    expect(pattern?.readoutWeight).toBeCloseTo(1 / 3, 12);
  });

  test('two layers that both specialise: lambda 1/7', () => {
    // Quadratic twice reaches He_2 only on units specialised on it, one long unit a layer: m1^2 d, m2^2 N1/m1^4 and alpha^2 N2/m2^4.
    // The lengths cancel in E^7 = d^4 N1^2 N2 alpha^2. With m2 = 1 the first two are left, (N1 d^2)^(1/3) = 464.2; below that nothing is
    // aligned.
    const quadratic = stack(dense('h1', size('N1'), 'quadratic'), dense('h2', size('N2'), 'quadratic'));
    const component = only(study(quadratic, hermite(2), { N1: 10000, N2: 10000, d: 100 }));
    expect(laws(component)).toEqual(['1; (N1^2*N2*d^4)^(1/7); 7/2', '(N1*d^2/N2^3)^(1/6); (N1*d^2)^(1/3); jump']);
    expect(alignmentAt(component, 464, new Map(Object.entries({ N1: 10000, N2: 10000, d: 100 })))).toBe(0);
  });

  test('where one unit holds the energy at full alignment, all is learned at once', () => {
    // N = 8 < d = 16: E = d. GFL: N D against alpha^2 d^3/D^3, (N d)^(3/4) alpha^(1/2), is d at alpha = sqrt(d/N^3);
    // its gain is 1 at E = N, where alpha^2 d^3 = N.
    const component = only(study(one, hermite(3), { N: 8, d: 16 }));
    expect(component.exponent).toBeUndefined();
    expect(laws(component)).toEqual(['1; d; jump', 'sqrt(d/N^3); d; 2', 'sqrt(N/d^3); N; 1/2']);
  });

  test('a bound just met at the reference sizes: the alignment jumps to 1, and no exponent is given', () => {
    // N = d = 16: M = 1 is just met at full alignment, and it holds the energy at d for every smaller one.
    const component = only(study(one, hermite(3), { N: 16, d: 16 }));
    expect(component.exponent).toBeUndefined();
    expect(laws(component)).toEqual(['1; d; jump', '1/d; d; 1/2']);
    expect(alignmentAt(component, 16, new Map(Object.entries({ N: 16, d: 16 })))).toBe(1);
  });

  test('attention: GFL of the scores against alpha^2 L d^3/D, lambda 1/2', () => {
    const head = {
      name: 'Head',
      input: { kind: 'tokens', length: size('L'), dimension: size('d') },
      layers: [
        { name: 'a1', kind: 'attention', residual: false, sizes: { heads: size('H') }, scores: { form: 'bilinear' } },
      ],
      output: { kind: 'linear', scaling: 'standard' },
    } as const;
    const component = only(study(head, attentive, { L: 64, d: 64, H: 4 }));
    expect(component).toMatchObject({ name: 'attentive', weight: 1 });
    expect(laws(component)[0]).toBe('1; sqrt(H*L*d^3); 1');
  });

  test('the ridge scales the samples and nothing else', () => {
    const asked = { ...study(one, hermite(3), { N: 1024, d: 64, kappa: 0.5 }), ridge: size('kappa') };
    expect(laws(only(asked))).toEqual(['1; kappa*sqrt(N*d); 1', 'sqrt(d/N); d*kappa; jump', '1/d; d*kappa; 1/2']);
  });
});

describe('a target of several components', () => {
  const mixed: Target = {
    ...hermite(1, 3),
    terms: [
      { degree: 3, coefficient: 0.5 },
      { degree: 1, coefficient: 1 },
    ],
  } as Target;
  const asked = study(one, mixed, { N: 1024, d: 64 });
  const curves = learning(asked);

  test('learns them in the order of their own sample scales', () => {
    expect(
      curves.components.map(({ name, samples, exponent }) => [name, samples.toString(), exponent?.toFraction()]),
    ).toEqual([
      ['He_1', 'd', '1/2'],
      ['He_3', 'sqrt(N*d)', '1'],
    ]);
  });

  test('weighs them by c^2 over the sum of squares', () => {
    // 1 + 0.25 = 1.25.
    expect(curves.components.map(({ weight }) => weight)).toEqual([0.8, 0.2]);
  });

  test('costs as a whole as much as its dearest: specialised units carry both degrees', () => {
    expect(curves.whole.energy.toString()).toBe('sqrt(N*d)');
    expect(curves.isSharedPrice).toBe(true);
  });

  test('has at least the error that the components leave', () => {
    // P = 128 of 256 for He_3: alpha 1/2; He_1 is learned. 0.2 (1/2)^2.
    expect(leastError(curves, 128, asked.reference)).toBeCloseTo(0.05, 12);
    // P = 16: He_1 at (16/64)^(1/2) = 1/2; He_3 below one unit, lazily at (16/64^3)^(1/2) = 1/128.
    expect(leastError(curves, 16, asked.reference)).toBeCloseTo(0.8 / 4 + 0.2 * (127 / 128) ** 2, 12);
    expect(leastError(curves, 256, asked.reference)).toBe(0);
    expect(leastError(curves, 0, asked.reference)).toBe(1);
  });

  test('says so where one price does not serve all', () => {
    // relu carries He_4 on specialised units, and He_3 only as a product of two layers.
    const relu = stack(dense('h1', size('d', 2), 'relu'), dense('h2', size('d', 2), 'relu'));
    const { components, whole } = learning(study(relu, hermite(3, 4), { d: 100 }));
    expect(components.map(({ name, energy }) => [name, energy.toString()])).toEqual([
      ['He_4', 'd^(3/2)'],
      ['He_3', 'd^2'],
    ]);
    expect(whole.energy.log(new Map([['d', 100]]))).toBeGreaterThanOrEqual(Math.log(100 ** 2) - 1e-9);
  });
});

describe('for any small network', () => {
  test('the whole target costs at least what its dearest component does', () => {
    const several = fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 3 });
    fc.assert(
      fc.property(smallNetworks(2), several, genericSizes, (network, degrees, sizes) => {
        const target = hermite(...degrees);
        fc.pre(representable(network, target) === undefined);
        const asked = study(network, target, sizes);
        const { components, whole } = learning(asked);
        const energies = components.map(({ energy }) => energy.log(asked.reference));
        expect(whole.energy.log(asked.reference)).toBeGreaterThanOrEqual(Math.max(...energies) - 1e-7);
      }),
    );
  });

  const alignments = [1e-6, 1e-4, 1e-3, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 0.99, 1];
  const forAll = (check: (component: LearnedComponent, asked: Study) => void): void => {
    fc.assert(
      fc.property(smallNetworks(2), smallTargets, genericSizes, (network, target, sizes) => {
        fc.pre(representable(network, target) === undefined);
        const asked = study(network, target, sizes);
        for (const component of learning(asked).components) check(component, asked);
      }),
      { numRuns: 60 },
    );
  };

  test('alpha(P) never falls with P, stays between 0 and 1, and is 1 from P* on', () => {
    forAll((component, { reference }) => {
      const full = component.samples.value(reference);
      expect(alignmentAt(component, full, reference)).toBe(1);
      let before = 0;
      for (let share = 1e-8; share < 1e3; share *= 1.7) {
        const reached = alignmentAt(component, share * full, reference);
        expect(reached).toBeGreaterThanOrEqual(before * (1 - 1e-9));
        expect(reached).toBeLessThanOrEqual(1);
        before = reached;
      }
    });
  });

  test('E(alpha) never falls with alpha, and what it needs reaches alpha', () => {
    forAll((component, { reference }) => {
      let before = 0;
      for (const alignment of alignments) {
        const needed = samplesFor(component, alignment, reference);
        expect(needed).toBeGreaterThanOrEqual(before * (1 - 1e-9));
        expect(alignmentAt(component, needed * (1 + 1e-9), reference)).toBeGreaterThanOrEqual(alignment * (1 - 1e-6));
        before = needed;
      }
    });
  });

  test('an exponent is at least 1/2: the readout alone has weight 1', () => {
    forAll(({ segments }) => {
      for (const { exponent } of segments) expect(exponent?.valueOf() ?? Infinity).toBeGreaterThanOrEqual(0.5);
    });
  });

  test('each segment ends where the next begins, exactly on both formulas', () => {
    forAll(({ segments }, { reference }) => {
      segments.slice(1).forEach((below, index) => {
        const above = segments[index];
        if (!above) return;
        const ratio = below.alignment.log(reference) - above.alignment.log(reference);
        const fallen = below.samples.log(reference) - above.samples.log(reference);
        expect(ratio).toBeLessThanOrEqual(1e-6);
        expect(fallen).toBeCloseTo(above.exponent ? ratio / above.exponent.valueOf() : 0, 5);
      });
    });
  });

  test('a readout divided by alpha^2 costs what alpha does: the energy of a study whose a_y is smaller', () => {
    // Mean-field scaling multiplies a_y by chi, as alpha^2 does: E at full alignment in mean-field scaling is E(alpha) at
    // alpha = sqrt(chi) > 1. Read backwards: with a_y chi as the whole, alignment chi^(-1/2) costs the standard energy.
    fc.assert(
      fc.property(smallNetworks(2), smallTargets, genericSizes, (network, target, sizes) => {
        fc.pre(representable(network, target) === undefined);
        const standard = study(network, target, sizes);
        const meanField = {
          ...standard,
          network: { ...network, output: { kind: 'linear', scaling: 'meanfield' } },
        } as Study;
        const chi = Monomial.size(`N${network.layers.length}`).value(standard.reference);
        for (const component of learning(meanField).components) {
          const alone = {
            ...standard,
            target: { ...target, terms: [{ degree: component.feature, coefficient: 1 }] } as Target,
          };
          const expected = predict(alone).winner.energy.log(standard.reference);
          fc.pre(expected > 0);
          expect(Math.log(samplesFor(component, chi ** -0.5, standard.reference))).toBeCloseTo(expected, 5);
        }
      }),
      { numRuns: 60 },
    );
  });
});
