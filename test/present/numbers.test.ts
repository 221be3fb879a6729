import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  durationText,
  estimatedDuration,
  exponentInterval,
  exponentNumber,
  factorText,
  intervalText,
  measuredText,
  memoryText,
  numberText,
  percentText,
  roundedToShown,
  shortNumber,
  sourceNumber,
  subscript,
  superscript,
  tickTexts,
} from '../../present/numbers.js';

test.each([
  [0, '0'],
  [1, '1'],
  [128, '128'],
  [1000, '1000'],
  [99_999, '99999'],
  [99_999.4, '99999'],
  [99_999.6, '1e5'],
  [100_000, '1e5'],
  [123_456, '1.23e5'],
  [2_000_000, '2e6'],
  [13_107_200, '1.31e7'],
  [1e300, '1e300'],
  [1 / 3, '0.333'],
  [2.2627, '2.26'],
  [12.345, '12.3'],
  [181.019, '181'],
  [1448.15, '1448'],
  [0.044194, '0.0442'],
  [0.001, '0.001'],
  [0.0009999, '0.001'],
  [0.00099, '9.9e-4'],
  [1e-5, '1e-5'],
  [-12.345, '-12.3'],
  [Infinity, '∞'],
  [-Infinity, '-∞'],
  [NaN, '?'],
])('%f reads %s', (value, text) => expect(numberText(value)).toBe(text));

describe('a number', () => {
  const anyNumber = fc.double({ noNaN: true });
  const size = fc.oneof(
    fc.double({ min: 1e-12, max: 1e15, noNaN: true }),
    fc.integer({ min: 0, max: 3e5 }),
    fc.double({ min: 0.0009, max: 0.0011, noNaN: true }),
    fc.double({ min: 99, max: 101, noNaN: true }),
    fc.double({ min: 99_990, max: 100_010, noNaN: true }),
  );
  const parsed = (text: string): number => Number(text.replace('∞', 'Infinity'));

  test('parses back to within half a percent', () => {
    fc.assert(
      fc.property(size, (value) => {
        expect(Math.abs(parsed(numberText(value)) - value)).toBeLessThanOrEqual(0.005 * value + 1e-300);
      }),
    );
  });

  test('reads no smaller than a smaller one', () => {
    fc.assert(
      fc.property(size, size, (one, other) => {
        const [low, high] = one < other ? [one, other] : [other, one];
        expect(parsed(numberText(low))).toBeLessThanOrEqual(parsed(numberText(high)));
      }),
    );
  });

  test('below 100,000 a whole one is there in full', () => {
    fc.assert(fc.property(fc.integer({ min: -99_999, max: 99_999 }), (value) => numberText(value) === String(value)));
  });

  test('has one notation for powers of ten, and no other words', () => {
    fc.assert(
      fc.property(anyNumber, (value) => {
        for (const text of [numberText(value), shortNumber(value), factorText(Math.abs(value)), percentText(value)])
          expect(text).toMatch(/^[×÷]?-?(∞|\d+(\.\d+)?(e-?[1-9]\d*)?)( %)?$/);
      }),
    );
  });

  test('is never longer in a hint', () => {
    fc.assert(fc.property(size, (value) => shortNumber(value).length <= numberText(value).length));
  });
});

test('factors and short numbers have two digits', () => {
  expect([10, 1, 0.25, 1.2345, 4.567e7, Infinity, 0].map(factorText)).toEqual([
    '×10',
    '×1',
    '÷4',
    '×1.2',
    '×4.6e7',
    '×∞',
    '÷∞',
  ]);
  expect([262_144, 20_000, 16_384, 128, 0.0004123, Infinity, 0, NaN].map(shortNumber)).toEqual(
    ['2.6e5', '2e4', '16384', '128', '4.1e-4', '∞', '0', '?'], // 1.6e4 says less and is no shorter
  );
});

test('intervals stand in brackets, exponents have three decimals', () => {
  expect(intervalText([511.2, 515])).toBe('[511, 515]');
  expect(measuredText(514, [511.2, Infinity])).toBe('514 [511, ∞]');
  expect([0.9984, 1.5, NaN].map(exponentNumber)).toEqual(['0.998', '1.500', '?']);
  expect(exponentInterval([0.97, 1.05])).toBe('[0.970, 1.050]');
  expect(percentText(0.95)).toBe('95 %');
});

test.each([
  [0.04, '0 s', '1 s'],
  [3.37, '3.4 s', '3 s'],
  [10, '10 s', '10 s'],
  [12.4, '12 s', '12 s'],
  [119, '119 s', '119 s'],
  [120, '2 min', '2 min'],
  [600, '10 min', '10 min'],
  [6000, '1.67 h', '1.67 h'],
  [9000, '2.5 h', '2.5 h'],
  [Infinity, '∞ s', '∞ s'],
])('%f seconds read %s, as an estimate %s', (seconds, text, estimate) => {
  expect(durationText(seconds)).toBe(text);
  expect(estimatedDuration(seconds)).toBe(estimate);
});

test('a number that is chosen by eye has the digits that are shown', () => {
  expect([1234.5, 0.12345].map(roundedToShown)).toEqual([1230, 0.123]);
});

test('memory is in megabytes until it is in gigabytes', () => {
  expect([90.4, 999, 1000, 1500].map(memoryText)).toEqual(['90 MB', '999 MB', '1 GB', '1.5 GB']);
});

test('ticks are told apart', () => {
  expect(tickTexts([1, 1.005, 1.01])).toEqual(['1', '1.005', '1.01']);
  expect(tickTexts([10, 100, 1000])).toEqual(['10', '100', '1000']);
  expect(tickTexts([1 / 3, 2 / 3])).toEqual(['0.333', '0.667']);
  // These differ in no digit that a number has.
  expect(tickTexts([1, 1 + 1e-14])).toEqual(['1', '1']);
  expect(tickTexts([])).toEqual([]);
});

test('what is written into a file has no power of ten', () => {
  expect([2_000_000, 12.345, 1e-5, 0.1 + 0.2].map(sourceNumber)).toEqual(['2000000', '12.345', '0.00001', '0.3']);
});

test('small digits', () => {
  expect(`10${superscript(-12)} He${subscript(13)}`).toBe('10⁻¹² He₁₃');
});
