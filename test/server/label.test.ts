import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { label, longestLabel } from '../../present/hints.js';
import { factorText, numberText, shortNumber } from '../../present/numbers.js';

describe('a label', () => {
  it('says everything where there is room', () => {
    const text = {
      lead: 'specialization, ',
      symbol: 'M',
      formula: '√(N2/d)',
      value: 2,
      unit: 'units',
    };
    expect(label(text)).toBe('specialization, M ~ √(N2/d) = 2 units');
  });

  it('shortens the numeral first', () => {
    const value = 262144;
    // 42 characters with the numeral whole and the unit; one more in the formula makes it 44.
    expect(label({ lead: 'specialization, ', symbol: 'M', formula: '√(N2/dd)', value, unit: 'units' })).toBe(
      'specialization, M ~ √(N2/dd) = 2.62e5 units',
    );
    expect(label({ lead: 'specialization, ', symbol: 'M', formula: '√(N22/dd)', value, unit: 'units' })).toBe(
      'specialization, M ~ √(N22/dd) = 2.6e5 units',
    );
  });

  it('then leaves out the unit, then the end of the formula', () => {
    const value = 262144;
    const text = { lead: 'specialization, ', symbol: 'M', value, unit: 'units' };
    expect(label({ ...text, formula: '√(N22·N33/ddd)' })).toBe('specialization, M ~ √(N22·N33/ddd) = 2.6e5');
    // 14 characters of the formula: 43 less the 29 of all that stands around it.
    expect(label({ ...text, formula: '√(width1·width2/dimension)' })).toBe(
      'specialization, M ~ √(width1·width… = 2.6e5',
    );
  });

  it('is never longer than editors show', () => {
    const texts = fc.record({
      lead: fc.constantFrom('', 'specialization, ', 'magnetization, '),
      symbol: fc.constantFrom('M', 'D', 'β', 'P*'),
      formula: fc.string({ unit: 'grapheme', maxLength: 80 }),
      number: fc.double({ min: 1e-300, max: 1e300, noNaN: true }),
      unit: fc.constantFrom('unit', 'channels', 'heads'),
    });
    fc.assert(
      fc.property(texts, ({ number, ...text }) => {
        expect(label({ ...text, value: number }).length).toBeLessThanOrEqual(longestLabel);
      }),
    );
  });
});

describe('a numeral', () => {
  it.each([
    [128, '128', '128'],
    [2.2627, '2.26', '2.3'],
    [262144, '2.62e5', '2.6e5'],
    [1234567, '1.23e6', '1.2e6'],
    [0.0004, '4e-4', '4e-4'],
    [1, '1', '1'],
  ])('%d', (value, long, short) => {
    expect(numberText(value)).toBe(long);
    expect(shortNumber(value)).toBe(short);
  });

  it('of a ratio is a factor or a divisor', () => {
    expect(factorText(10)).toBe('×10');
    expect(factorText(0.25)).toBe('÷4');
  });
});
