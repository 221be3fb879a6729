import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  algorithmic,
  learning,
  Monomial,
  predict,
  representable,
  type ActivationName,
  type Target,
} from '../../theory/index.js';
import { compareFeatures, formDegreeOf, formFeature, isDegree, isFormFeature } from '../../theory/features.js';
import { moveTable } from '../../theory/solving/moves.js';
import { targetFeatures, trackedFeatures } from '../../theory/target.js';
import { words } from '../../present/words/words.js';
import { dense, experts, exponents, genericSizes, hermite, norm, size, stack, study } from './networks.js';

/** A sum of He_j of a form of a degree. */
const ofForm = (form: number, ...degrees: number[]): Target => ({
  name: 'y',
  kind: 'hierarchical',
  form,
  terms: degrees.map((degree) => ({ degree, coefficient: 1 })),
});

/** Layers of widths N1, N2, ... */
const layers = (...activations: ActivationName[]) =>
  stack(...activations.map((activation, index) => dense(`h${index + 1}`, size(`N${index + 1}`), activation)));

const wide = { d: 16, N1: 1024, N2: 4096, N3: 4096 };

describe('features of a form', () => {
  test('are names of their own, and stand between the degrees and the attention feature', () => {
    expect(formFeature(3)).toBe('p3');
    expect(formDegreeOf(formFeature(12))).toBe(12);
    expect([isFormFeature('p1'), isFormFeature(1), isFormFeature('attentive')]).toEqual([true, false, false]);
    expect([isDegree('p1'), isDegree(1), isDegree('attentive')]).toEqual([false, true, false]);
    expect((['attentive', 'p10', 2, 'p2', 1] as const).toSorted(compareFeatures)).toEqual([
      1,
      2,
      'p2',
      'p10',
      'attentive',
    ]);
  });

  test('are tracked up to the highest, with the plain degrees that make them', () => {
    expect(trackedFeatures(ofForm(2, 1, 3), [])).toEqual([1, 2, 3, 4, 5, 6, 'p1', 'p2', 'p3']);
    // A layer that drops features does not double the degrees: none acts on them.
    expect(trackedFeatures(ofForm(2, 1, 3), layers('quadratic').layers)).toHaveLength(9);
    expect(targetFeatures(ofForm(2, 3, 1))).toEqual(['p1', 'p3']);
  });
});

describe('the energy', () => {
  // Lazily d^(k m); a layer behind that which makes p: M d^k against N/M, so M = sqrt(N/d^k) >= 1 and E = sqrt(N d^k), else d^k.
  test.each<[string, ReturnType<typeof layers>, Target, Record<string, number>, Record<string, string>]>([
    ['the form itself, one layer', layers('relu'), ofForm(2, 1), wide, { d: '2' }],
    ['He_3, one layer', layers('relu'), ofForm(2, 3), wide, { d: '6' }],
    ['He_3, two layers, N2 above d^2', layers('relu', 'erf'), ofForm(2, 3), wide, { d: '1', N2: '1/2' }],
    ['He_3, two layers, N2 below d^2', layers('relu', 'erf'), ofForm(2, 3), { ...wide, N2: 100 }, { d: '2' }],
    ['He_2, gelu behind a square', layers('quadratic', 'gelu'), ofForm(2, 2), wide, { d: '1', N2: '1/2' }],
    // All N2 units amplify p by D: N2 D against d^2/D.
    ['He_1, N2 below d^2', layers('relu', 'relu'), ofForm(2, 1), { ...wide, N2: 100 }, { d: '1', N2: '1/2' }],
    ['a cubic form', layers('erf', 'erf'), ofForm(3, 3), { ...wide, N2: 65536 }, { d: '3/2', N2: '1/2' }],
    ['a form that the second layer makes first', layers('linear', 'relu'), ofForm(2, 3), wide, { d: '6' }],
    ['the third layer acts', layers('linear', 'relu', 'erf'), ofForm(2, 3), wide, { d: '1', N3: '1/2' }],
    ['He_1 and He_3, the dearer one', layers('relu', 'erf'), ofForm(2, 1, 3), wide, { d: '1', N2: '1/2' }],
    // relu makes degree 6, not degree 3: the form itself is not there, and He_2 of it is.
    ['as a plain degree alone', layers('relu'), ofForm(3, 2), wide, { d: '6' }],
  ])('%s', (_, network, target, reference, wanted) => {
    expect(exponents(predict(study(network, target, reference)).winner.energy)).toEqual(wanted);
  });

  test('of experts behind the form is X/A times as large', () => {
    const count = Monomial.constant(4);
    const network = stack(dense('h1', size('N1'), 'relu'), experts('h2', size('N2'), count, Monomial.one));
    // M d^2 against 4 (4 N2)/M: sqrt(16 N2 d^2).
    expect(predict(study(network, ofForm(2, 3), wide)).winner.energy.toString()).toBe('4*d*sqrt(N2)');
  });

  test('does not change with a norm before the layer that acts', () => {
    const plain = layers('relu', 'erf');
    const normed = { ...plain, layers: plain.layers.toSpliced(1, 0, norm('n')) };
    const energies = [plain, normed].map((network) => predict(study(network, ofForm(2, 3), wide)).winner.energy);
    expect(energies[0]?.equals(energies[1] ?? Monomial.one)).toBe(true);
  });

  test('of the highest product of degrees is predicted: every feature has a bit in the mask of needed ones', () => {
    const { winner } = predict(study(layers('relu', 'relu'), ofForm(2, 10), wide));
    expect(exponents(winner.energy)).toEqual({ d: '1', N2: '1/2' });
    expect(() => predict(study(layers('relu'), ofForm(2, 11), wide))).toThrow(/degree 21 is above 20/);
  });
});

describe('the rules', () => {
  test('no layer acts on the form before the first one whose input has it, and none on a plain degree', () => {
    const table = moveTable(layers('relu', 'erf', 'relu'), ofForm(2, 3));
    expect(table.layers[0]?.map(({ pattern }) => pattern)).toEqual(['lazy']);
    for (const moves of table.layers.slice(1)) {
      const acting = moves.filter(({ pattern }) => pattern !== 'lazy');
      expect(acting.length).toBeGreaterThan(0);
      expect(acting.every(({ degree }) => degree !== undefined && isFormFeature(degree))).toBe(true);
    }
  });

  test('the form comes in at d^k, and units carry what they reach of it', () => {
    const { winner } = predict(study(layers('relu', 'erf'), ofForm(2, 3), wide));
    const [first, second] = winner.layers;
    expect(second).toMatchObject({ pattern: 'specialization', degree: 'p1' });
    expect(first?.outgoing.get('p1')?.toString()).toBe('d^2');
    // M = sqrt(N2)/d: erf is odd, so that He_1(p) and He_3(p) get N2/M = d sqrt(N2) where that is less than what is lazy.
    expect(second?.parameter?.size.toString()).toBe('sqrt(N2)/d');
    expect(second?.outgoing.get('p3')?.toString()).toBe('d*sqrt(N2)');
  });

  test('an even stack has no odd function of an even form, and names the feature', () => {
    const missing = representable(layers('erf', 'erf'), ofForm(2, 1));
    expect(missing?.degree).toBe('p1');
    expect(missing && words(missing.obstacle)).toContain('He_1(p)');
    expect(missing?.suggestions.map(({ activation }) => activation)).toContain('relu');
  });

  // A target of one direction on data of dimension d^k has the same state, once the first layer has made the form.
  test('always: behind the layer that makes the form the energy is that of a direction among d^k', () => {
    const activation = fc.constantFrom<ActivationName>('erf', 'relu', 'linear', 'gelu', 'quadratic');
    fc.assert(
      fc.property(
        fc.array(activation, { minLength: 1, maxLength: 2 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 2 }),
        genericSizes,
        (later, degrees, reference) => {
          const behind = later.map((name, index) => dense(`h${index + 2}`, size(`N${index + 2}`), name));
          const form = stack(dense('h1', size('N1'), 'quadratic'), ...behind);
          const squared = { ...stack(...behind), input: { kind: 'gaussian', dimension: size('d', 2) } } as const;
          // The square makes degree 4, 6, ... out of nothing but its own 2: plain degrees cost the same as lazy products of p.
          const direct = representable(squared, hermite(...degrees));
          fc.pre(!direct && !representable(form, ofForm(2, ...degrees)));
          const [one, other] = [
            predict(study(form, ofForm(2, ...degrees), reference)).winner.energy,
            predict(study(squared, hermite(...degrees), reference)).winner.energy,
          ];
          expect(one.log(new Map(Object.entries(reference)))).toBeCloseTo(
            other.log(new Map(Object.entries(reference))),
            9,
          );
        },
      ),
    );
  });
});

describe('what a small error needs', () => {
  const deep = layers('relu', 'erf');

  // The coefficients of a form of degree k are d^k numbers. He_3 of it costs sqrt(N2 d^k), and d^k with one unit; relu units that all amplify p cost less.
  test.each<[string, ReturnType<typeof layers>, Target, Record<string, number>, string, number]>([
    [
      'd^2 above N2 D = sqrt(N2 d^2) = 128',
      layers('relu', 'relu'),
      ofForm(2, 1),
      { d: 16, N1: 256, N2: 64 },
      'counting',
      256,
    ],
    ['sqrt(N2 d^2) above d^2', deep, ofForm(2, 3), { d: 16, N1: 256, N2: 4096 }, 'energy', 1024],
    ['d^3 above sqrt(N2 d^3) = 24', layers('erf', 'erf'), ofForm(3, 1), { d: 4, N1: 64, N2: 9 }, 'counting', 64],
  ])('%s', (_, network, target, reference, rule, samples) => {
    const { fit } = predict(study(network, target, reference));
    expect([fit.rule, fit.samples.value(new Map(Object.entries(reference)))]).toEqual([rule, samples]);
  });

  test('label noise multiplies d^k by its variance', () => {
    const asked = { ...study(deep, ofForm(2, 3), { d: 16, N1: 256, N2: 4096 }), noise: Monomial.constant(3) };
    const { fit } = predict(asked);
    expect([fit.rule, fit.samples.toString()]).toEqual(['counting', '9*d^2']);
  });

  test('is a first layer of d^k units where a later one acts on the form, and a share of it below that', () => {
    const conditions = (N1: number) => predict(study(deep, ofForm(2, 3), { ...wide, N1 })).fit.conditions;
    expect(conditions(256)).toEqual([]);
    const [condition, ...others] = conditions(64);
    expect(condition).toMatchObject({ layer: 'h1', share: 0.25 });
    expect(condition?.needs.toString()).toBe('d^2');
    expect(others).toEqual([]);
  });

  test('is a first layer of d^(k m) units where He_m of the form is read from lazy layers', () => {
    const [condition] = predict(study(layers('relu'), ofForm(2, 2), wide)).fit.conditions;
    expect(condition).toMatchObject({ layer: 'h1', share: 1024 / 16 ** 4 });
    expect(condition?.needs.toString()).toBe('d^4');
  });
});

describe('what is said of it', () => {
  const notes = (target: Target): string[] => {
    const { omissions } = predict(study(layers('relu', 'erf'), target, wide));
    return omissions.map((one) => words(one));
  };

  test('the share of lower degrees, from He_2 on, and low rank', () => {
    expect(notes(ofForm(2, 1)).join('\n')).not.toContain('share');
    const even = predict(study(layers('relu', 'relu'), ofForm(2, 2), wide)).omissions.map((one) => words(one));
    expect(even.find((note) => note.includes('share'))).toMatch(/He_2\(p\).*1\/d.*degree 2\b.*d\^3.*d\^4/);
    expect(notes(ofForm(2, 3)).find((note) => note.includes('share'))).toMatch(/degree 4\b.*d\^5.*d\^6/);
    for (const target of [ofForm(2, 1), ofForm(2, 3)])
      expect(notes(target).find((note) => note.includes('R directions'))).toContain('R d');
  });

  test('the rule with its mark, and no algorithm, as none is known for a form', () => {
    const asked = study(layers('relu', 'erf'), ofForm(2, 3), wide);
    expect(predict(asked).provenance).toContainEqual(
      expect.objectContaining({ rule: 'hierarchical', status: 'derived' }),
    );
    expect(algorithmic(asked)).toBeUndefined();
  });

  test('the components by name, each with what it needs alone', () => {
    const curves = learning(study(layers('relu'), ofForm(2, 1, 2), wide));
    expect(curves.components.map(({ name, samples }) => [name, samples.toString()])).toEqual([
      ['He_1(p)', 'd^2'],
      ['He_2(p)', 'd^4'],
    ]);
  });

  test('the derivation says as which degrees the components are made', () => {
    const steps = predict(study(layers('relu', 'erf'), ofForm(2, 1, 3), wide)).derivation();
    expect(steps.find(({ subject }) => subject.step === 'form')).toMatchObject({
      subject: { degree: 2 },
      formulas: [
        { formula: 'component', name: 'He_1(p)', feature: 2 },
        { formula: 'component', name: 'He_3(p)', feature: 6 },
      ],
    });
  });
});
