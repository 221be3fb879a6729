import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvField } from '../../present/csv-field.js';
import { csvOf } from '../../present/report/csv.js';
import type { ValidationResult } from '../../validation/result.js';

describe('a field of a CSV file', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+cmd|x', "'+cmd|x"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', `"'\r=1"`],
    ['  =1', "'  =1"],
    ['＝1', "'＝1"],
    ['=HYPERLINK("x","y")', `"'=HYPERLINK(""x"",""y"")"`],
  ])('that a spreadsheet would compute is text: %j', (text, field) => {
    expect(csvField(text)).toBe(field);
  });

  it.each([
    [-1.5, '-1.5'],
    [-3e-7, '-3e-7'],
    ['-1.5', '-1.5'],
    ['+2', '+2'],
    [-Infinity, '-Infinity'],
    ['d_eff', 'd_eff'],
    ['', ''],
  ])('that is a number or a name stays: %j', (value, field) => {
    expect(csvField(value)).toBe(field);
  });

  it('never begins with what begins a formula, whatever the text is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('=', '+', '-', '@', '\t', '\r', ' ='),
        (rest, sign) => {
          const field = csvField(sign + rest);
          const text = field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field;
          expect(text.startsWith("'") || Number.isFinite(Number(text))).toBe(true);
          expect([text, text.slice(1)]).toContain(sign + rest);
        },
      ),
    );
  });

  it('is what names of sizes and of what was seen become in a report', () => {
    const point = { sizes: { '=cmd()': 4 }, seed: 1, value: -2, error: 0.1, seen: { '@x': 3, note: '+1+1' } };
    const text = csvOf({ points: [point] } as unknown as ValidationResult);
    expect(text).toBe("'=cmd(),seed,value,error,'@x,note\r\n4,1,-2,0.1,3,'+1+1\r\n");
  });
});
