import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Monomial } from '../../theory/index.js';

const size = Monomial.size;
const constant = Monomial.constant;

describe('printing', () => {
  test.each([
    [size('N').times(size('d')).power('1/2'), 'sqrt(N*d)', '√(N·d)'],
    [size('N1').times(size('N2')).times(size('d')).power('1/3'), '(N1*N2*d)^(1/3)', '∛(N1·N2·d)'],
    [size('d').power(3), 'd^3', 'd³'],
    [size('N').over(size('d')), 'N/d', 'N/d'],
    [constant(2).times(size('d')), '2*d', '2·d'],
    [constant(15625).times(constant(10).power(18)).over(size('L')), '15625000000000000000000/L', '15625·10¹⁸/L'],
    [constant(1e8).times(size('d')).power('1/2'), '10000*sqrt(d)', '10000·√d'],
    [constant(1e7).over(size('d')).power('1/2'), 'sqrt(10000000/d)', '√(10⁷/d)'],
    [constant(4).times(size('d').power(2)).power('1/2'), '2*d', '2·d'],
    [constant(2).times(size('d')).power('1/2'), 'sqrt(2*d)', '√(2·d)'],
    [size('d').over(constant(2)), 'd/2', 'd/2'],
    [size('d').power('1/2'), 'sqrt(d)', '√d'],
    [size('d').power('3/4'), 'd^(3/4)', 'd^(3/4)'],
    [size('d').power(3).over(size('N')).power('1/4'), '(d^3/N)^(1/4)', '∜(d³/N)'],
    [
      size('N2')
        .power(2)
        .over(size('N1').times(size('d')))
        .power('1/3'),
      '(N2^2/(N1*d))^(1/3)',
      '∛(N2²/(N1·d))',
    ],
    [size('d').power('-1/2'), '1/sqrt(d)', '1/√d'],
    [size('d').power(-1), '1/d', '1/d'],
    [Monomial.one, '1', '1'],
    [size('N').times(size('d').power('1/2')), 'N*sqrt(d)', 'N·√d'],
    [constant(2).times(size('d')).times(size('k').power('1/2')), '2*d*sqrt(k)', '2·d·√k'],
    [size('H').times(size('L')).times(size('d').power(3)).power('1/2'), 'sqrt(H*L*d^3)', '√(H·L·d³)'],
    [size('d').over(size('k').power('1/2')), 'd/sqrt(k)', 'd/√k'],
    [constant('3/7'), '3/7', '3/7'],
    [constant(2).power('1/2'), 'sqrt(2)', '√2'],
    [constant(10n ** 30n).times(size('d')), '1000000000000000000000000000000*d', '10³⁰·d'],
  ])('%s', (monomial, plain, unicode) => {
    expect(monomial.toString()).toBe(plain);
    expect(monomial.toUnicode()).toBe(unicode);
  });
});

describe('algebra', () => {
  const rational = fc
    .tuple(fc.integer({ min: -6, max: 6 }), fc.integer({ min: 1, max: 6 }))
    .map(([n, d]) => `${n}/${d}`);
  const monomial = fc
    .record({
      a: rational,
      b: rational,
      factor: fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 })),
    })
    .map(({ a, b, factor }) =>
      constant(`${factor[0]}/${factor[1]}`).times(size('a').power(a)).times(size('b').power(b)),
    );
  const reference = new Map([
    ['a', 3.7],
    ['b', 120],
  ]);

  test('is a commutative group, and powers distribute', () => {
    fc.assert(
      fc.property(monomial, monomial, monomial, rational, (x, y, z, p) => {
        expect(x.times(y).equals(y.times(x))).toBe(true);
        expect(
          x
            .times(y)
            .times(z)
            .equals(x.times(y.times(z))),
        ).toBe(true);
        expect(x.over(x).isOne).toBe(true);
        expect(
          x
            .times(y)
            .power(p)
            .equals(x.power(p).times(y.power(p))),
        ).toBe(true);
      }),
    );
  });
  test('logarithms add', () => {
    fc.assert(
      fc.property(monomial, monomial, (x, y) => {
        expect(x.times(y).log(reference)).toBeCloseTo(x.log(reference) + y.log(reference), 9);
      }),
    );
  });
  test('what is printed is the same number', () => {
    // The plain notation is JavaScript once ^ is ** and sqrt is a function.
    const evaluate = (text: string): number =>
      Number(new Function('sqrt', 'a', 'b', `return ${text.replaceAll('^', '**')}`)(Math.sqrt, 3.7, 120));
    fc.assert(
      fc.property(monomial, (x) => {
        expect(Math.log(evaluate(x.toString()))).toBeCloseTo(x.log(reference), 9);
      }),
    );
  });
  test('a prefactor that is not positive is refused', () => {
    expect(() => constant(0)).toThrow(RangeError);
    expect(() => constant(-2)).toThrow(RangeError);
  });
});

describe('numbers', () => {
  test('come out exactly when they are whole, or one over a whole number', () => {
    expect(
      size('d')
        .power(-1)
        .value(new Map([['d', 49]])),
    ).toBe(1 / 49);
    expect(
      size('d')
        .power('1/2')
        .value(new Map([['d', 1369]])),
    ).toBe(37);
    expect(
      size('d')
        .times(Monomial.constant('3/2'))
        .value(new Map([['d', 1]])),
    ).toBeCloseTo(1.5, 12);
  });

  test('of hundreds of digits have a logarithm', () => {
    const large = Monomial.constant(10n ** 400n + 267n);
    // 267 more or less makes no difference to a double.
    expect(large.log(new Map())).toBeCloseTo(400 * Math.LN10, 9);
    expect(Monomial.constant(10n ** 298n + 1n).log(new Map())).toBeCloseTo(298 * Math.LN10, 9);
  });

  test('are not made up for a size without a reference value', () => {
    expect(() => size('d').value(new Map([['N', 64]]))).toThrow(RangeError);
  });

  test('keep their large primes', () => {
    const prime = Monomial.constant(10007n);
    expect(prime.times(prime).toString()).toBe(String(10007 ** 2));
    expect(prime.over(Monomial.constant(101)).toString()).toBe('10007/101');
    expect(prime.over(prime).isOne).toBe(true);
    expect(Monomial.constant(1).isOne).toBe(true);
  });

  test('have a rational prefactor, or none', () => {
    expect(Monomial.constant('6/35').times(size('d')).rationalPrefactor?.toFraction()).toBe('6/35');
    expect(Monomial.constant(2).power('1/2').rationalPrefactor).toBeUndefined();
    expect(size('d').rationalPrefactor?.toFraction()).toBe('1');
  });

  test('are one, or constant, only without sizes', () => {
    expect([Monomial.one, Monomial.constant(2), size('d')].map(({ isOne }) => isOne)).toEqual([true, false, false]);
    expect([Monomial.constant(2), size('d')].map(({ isConstant }) => isConstant)).toEqual([true, false]);
    expect(size('d').scalesLike(size('N'))).toBe(false);
    expect(size('d').equals(Monomial.constant(2).times(size('d')))).toBe(false);
  });

  test('name their sizes in the order in which they are printed', () => {
    expect(size('d').times(size('N')).times(size('b')).sizes).toEqual(['N', 'b', 'd']);
  });
});

test.each([
  [size('N').times(size('d')).power('1/3'), '(N*d)^(1/3)'],
  [size('N1').power('1/3'), 'N1^(1/3)'],
  [size('N').power(2).times(size('d')).power('1/3'), '(N^2*d)^(1/3)'],
  // Whole powers stand before the root, and an irrational prefactor under it.
  [Monomial.constant(2).times(size('d')).power('1/3').times(size('N')), 'N*(2*d)^(1/3)'],
  [Monomial.constant(6).times(Monomial.constant(5).power('1/2')), 'sqrt(180)'],
])('a root is written %s', (monomial, text) => expect(monomial.toString()).toBe(text));
