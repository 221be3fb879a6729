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
    [constant(10n ** 30n).times(size('d')), '1000000000000000000000000000000*d', '1000000000000000000000000000000·d'],
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
