import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Monomial } from '../../theory/index.js';
import { targetFunctions, type TargetFunctionName } from '../../theory/functions.js';
import { isEven, recoveryConstant } from '../../theory/recovery.js';
import type { FunctionTerm, HermiteTarget, HermiteTerm } from '../../theory/targets/index.js';

type Part = HermiteTerm | FunctionTerm;

const he = (degree: number, coefficient = 1): HermiteTerm => ({ degree, coefficient });
const fn = (name: TargetFunctionName, a = 1, coefficient = 1): FunctionTerm => ({ function: name, a, coefficient });

/** A target as the language lowers it: components of functions up to degree 5. */
function target(...profile: Part[]): HermiteTarget {
  const sums = new Map<number, number>();
  for (const part of profile) {
    const known = 'function' in part ? targetFunctions.get(part.function) : undefined;
    const components = known
      ? [1, 2, 3, 4, 5].map((n) => [n, part.coefficient * known.coefficient(n, 'a' in part ? part.a : 1)] as const)
      : 'degree' in part
        ? [[part.degree, part.coefficient] as const]
        : [];
    for (const [degree, coefficient] of components) sums.set(degree, (sums.get(degree) ?? 0) + coefficient);
  }
  const terms = [...sums].flatMap(([degree, coefficient]) => (coefficient === 0 ? [] : [{ degree, coefficient }]));
  return { name: 't', kind: 'hermite', terms, directions: Monomial.one, profile };
}

const exponentOf = (asked: HermiteTarget): 1 | 2 => (isEven(asked) ? 2 : 1);
const constantOf = (asked: HermiteTarget): number | undefined => recoveryConstant(asked, exponentOf(asked));

/** He_n/sqrt(n!) by its recursion. */
function hermite(degree: number, z: number): number {
  let [before, now] = [0, 1];
  for (let n = 0; n < degree; n++) [before, now] = [now, (z * now - Math.sqrt(n) * before) / Math.sqrt(n + 1)];
  return now;
}

const valueAt = ({ profile = [] }: HermiteTarget, z: number): number =>
  profile.reduce(
    (sum, part) =>
      sum +
      part.coefficient *
        ('degree' in part ? hermite(part.degree, z) : (targetFunctions.get(part.function)?.value(z, part.a) ?? NaN)),
    0,
  );

/** 1/E[E(h|Y)^2] by a histogram: the labels of a fine grid over z, sorted, in bins of equal probability. */
function byHistogram(asked: HermiteTarget, points = 400_000, bins = 4000): number {
  const h = exponentOf(asked) === 2 ? (z: number) => z ** 2 - 1 : (z: number) => z;
  const [end, step] = [8, 16 / points];
  const samples = Array.from({ length: points }, (_, index) => {
    const z = -end + (index + 0.5) * step;
    return { z, label: valueAt(asked, z), mass: (Math.exp(-(z ** 2) / 2) * step) / Math.sqrt(2 * Math.PI) };
  }).sort((one, other) => one.label - other.label);
  let [information, mass, moment, last] = [0, 0, 0, NaN];
  for (const { z, label, mass: own } of samples) {
    // Like labels are never parted.
    if (mass > 1 / bins && Math.abs(label - last) > 1e-12) {
      information += moment ** 2 / mass;
      [mass, moment] = [0, 0];
    }
    mass += own;
    moment += own * h(z);
    last = label;
  }
  return 1 / (information + moment ** 2 / mass);
}

describe('the constant of reused samples', () => {
  // By hand. A function that never turns tells z: E[Z^2] = 1. An even one that turns at 0 alone tells z^2: E[(Z^2-1)^2] = 2.
  // sign: E(Z|Y) = +-sqrt(2/pi). relu: z where z > 0, else -sqrt(2/pi). sin(a x) and cos(a x) for large a: the Gaussian wrapped
  // around a circle is 1 + 2 exp(-a^2/2) cos(a z), so that E(Z|Y) = 2 a exp(-a^2/2) Y, and E[Y^2] = 1/2; cos in the same way.
  test.each<[string, HermiteTarget, number, 1 | 2]>([
    ['he(1)', target(he(1)), 1, 1],
    ['he(2)', target(he(2)), 1 / 2, 2],
    ['a cubic that never turns', target(he(1), he(3, 0.5)), 1, 1],
    ['sign', target(fn('sign')), Math.PI / 2, 1],
    ['relu', target(fn('relu', 3)), 1 / (1 / 2 + 1 / Math.PI), 1],
    ['abs', target(fn('abs', 3)), 1 / 2, 2],
    ['erf', target(fn('erf')), 1, 1],
    ['a steep erf', target(fn('erf', 10)), 1, 1],
    ['sin(3x)', target(fn('sin', 3)), Math.exp(9) / 18, 1],
    ['sin(5x)', target(fn('sin', 5)), Math.exp(25) / 50, 1],
    ['cos(4x)', target(fn('cos', 4)), Math.exp(16) / (2 * 4 ** 4), 2],
    ['|x| as a sum', target(fn('relu', 1, 2), he(1, -1)), 1 / 2, 2],
    ['a step as a sum', target(fn('abs'), fn('relu', 1, -2), he(1), fn('sign')), Math.PI / 2, 1],
  ])('of %s', (_, asked, constant, exponent) => {
    expect(exponentOf(asked)).toBe(exponent);
    expect((constantOf(asked) ?? NaN) / constant).toBeCloseTo(1, 3);
  });

  test.each<[string, HermiteTarget]>([
    ['he(3)', target(he(3))],
    ['he(4)', target(he(4))],
    ['he(5)', target(he(5))],
    ['he(1) + he(2)', target(he(1), he(2))],
    ['sin(x)', target(fn('sin'))],
    ['cos(2x)', target(fn('cos', 2))],
    ['abs + erf', target(fn('abs'), fn('erf', 2))],
    ['relu - he(3)', target(fn('relu'), he(3, -0.5))],
    ['sign + he(3)', target(fn('sign'), he(3))],
  ])('of %s is that of a fine histogram', (_, asked) => {
    expect((constantOf(asked) ?? NaN) / byHistogram(asked)).toBeCloseTo(1, 2);
  });

  test('of He_3 is 1.50', () => {
    expect(constantOf(target(he(3)))?.toFixed(2)).toBe('1.50');
  });

  const polynomial = fc
    .array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 6 })
    .filter((weights) => weights.some((weight) => weight !== 0))
    .map((weights) => target(...weights.flatMap((weight, n) => (weight === 0 ? [] : [he(n + 1, weight / 10)]))));

  test('of any polynomial is that of a histogram, where labels reveal the direction', () => {
    fc.assert(
      fc.property(polynomial, (asked) => {
        const histogram = byHistogram(asked, 100_000, 2000);
        // Bins are too coarse for what a hundredth of the labels reveals.
        fc.pre(histogram < 20);
        expect(Math.abs((constantOf(asked) ?? Infinity) / histogram - 1)).toBeLessThan(0.03);
      }),
      { numRuns: 25 },
    );
  });

  test('does not change with the scale and the sign of labels, nor with that of w', () => {
    fc.assert(
      fc.property(polynomial, fc.constantFrom(-1, 1e-6, 1e200), (asked, factor) => {
        const { profile = [] } = asked;
        const changed = target(...profile.map((part) => ({ ...part, coefficient: part.coefficient * factor })));
        const isOdd = (part: Part): boolean => 'degree' in part && part.degree % 2 === 1;
        const mirrored = profile.map((part) => (isOdd(part) ? { ...part, coefficient: -part.coefficient } : part));
        const constant = constantOf(asked) ?? Infinity;
        fc.pre(constant < 1e6);
        for (const other of [changed, target(...mirrored)])
          expect(Math.abs((constantOf(other) ?? NaN) / constant - 1)).toBeLessThan(1e-6);
      }),
      { numRuns: 25 },
    );
  });

  test('is never below 1 for degree 1, and never below 1/2 for degree 2: labels tell z at most', () => {
    fc.assert(
      fc.property(polynomial, (asked) => {
        expect(constantOf(asked) ?? Infinity).toBeGreaterThan((exponentOf(asked) === 1 ? 1 : 0.5) - 1e-9);
      }),
      { numRuns: 50 },
    );
  });

  test('is not given above 1e12, where rounding is larger', () => {
    // exp(100)/200 = 1e41.
    expect(constantOf(target(fn('sin', 10)))).toBeUndefined();
  });
});

test('a sum is even when the whole functions are, whatever is left out of them', () => {
  expect(isEven(target(he(2), he(4)))).toBe(true);
  expect(isEven(target(he(2), he(3)))).toBe(false);
  expect(isEven(target(fn('cos', 2), fn('abs')))).toBe(true);
  // The components up to degree 2 are even, what is above is not.
  const cut = target(he(2), fn('sin'));
  expect(isEven({ ...cut, terms: [he(2)] })).toBe(false);
});
