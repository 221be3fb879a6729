import { describe, expect, it } from 'vitest';
import { limitingExponent } from '../../validation/measure/corrections.js';

const sizes = [128, 256, 512, 1024, 2048, 4096, 8192];
const valuesOf = (value: (size: number) => number, noise?: number) =>
  sizes.map((size) => ({ size, value: value(size), ...(noise === undefined ? {} : { noise }) }));

const contains = ([low, high]: readonly [number, number], exponent: number): boolean =>
  low <= exponent && exponent <= high;

describe('the exponent at large sizes', () => {
  it('is that of a power law, with the error of least squares when corrections are excluded', () => {
    const noise = 0.001;
    const { exponent, interval, corrections } = limitingExponent(
      valuesOf((size) => 3 * size ** 1.25, noise),
      0.95,
      0.1,
    );
    expect(exponent).toBeCloseTo(1.25, 10);
    expect(corrections).toEqual(['none']);
    // Logarithms are spaced by log 2: the sum of squares about their mean is 28 (log 2)^2.
    const half = (1.959964 * noise) / (Math.LN2 * Math.sqrt(28));
    expect(interval[0]).toBeCloseTo(1.25 - half, 6);
    expect(interval[1]).toBeCloseTo(1.25 + half, 6);
  });

  it('does not depend on the unit of the values', () => {
    const of = (unit: number) =>
      limitingExponent(
        valuesOf((size) => unit * size * (1 + 2 / Math.sqrt(size))),
        0.95,
        0.1,
      );
    expect(of(1000).exponent).toBeCloseTo(of(1).exponent, 9);
    expect(of(1000).interval[1]).toBeCloseTo(of(1).interval[1], 9);
  });

  it.each([
    ['root', (size: number) => 1 - 3 / Math.sqrt(size)],
    ['root', (size: number) => 1 + 3 / Math.sqrt(size)],
    ['logarithm', (size: number) => Math.log(size)],
    ['logarithm', (size: number) => 1 / Math.log(size)],
    ['crossover', (size: number) => Math.sqrt(1 + 256 / size)],
  ] as const)('holds the truth under corrections, %s, where a line does not', (form, factor) => {
    const { interval, corrections } = limitingExponent(
      valuesOf((size) => size * factor(size)),
      0.95,
      0.1,
    );
    expect(contains(interval, 1)).toBe(true);
    expect(corrections).toContain(form);
    expect(corrections).not.toContain('none');
  });

  it('is open when there are but three sizes', () => {
    const { interval } = limitingExponent(valuesOf((size) => size).slice(0, 3), 0.95, 0.1);
    expect(interval[1] - interval[0]).toBeGreaterThan(0.4);
    expect(() => limitingExponent(valuesOf((size) => size).slice(0, 2), 0.95, 0.1)).toThrow(RangeError);
  });
});

describe('a remedy', () => {
  const narrow = 0.1;
  const half = ({ interval: [low, high] }: { readonly interval: readonly [number, number] }): number =>
    (high - low) / 2;

  it('of smaller errors does what it says', () => {
    const noise = 0.03;
    const measured = limitingExponent(
      valuesOf((size) => size, noise),
      0.95,
      narrow,
    );
    expect(half(measured)).toBeGreaterThan(narrow);
    const found = measured.remedies.find(({ kind }) => kind === 'errors');
    const factor = found?.kind === 'errors' ? found.factor : Number.NaN;
    expect(
      half(
        limitingExponent(
          valuesOf((size) => size, noise / factor),
          0.95,
          narrow,
        ),
      ),
    ).toBeLessThanOrEqual(narrow);
  });

  it('of a wider range does what it says', () => {
    const noise = 0.01;
    const measured = limitingExponent(valuesOf((size) => size, noise).slice(0, 5), 0.95, narrow);
    const found = measured.remedies.find(({ kind }) => kind === 'range');
    const upTo = found?.kind === 'range' ? found.upTo : Number.NaN;
    const wider = Array.from({ length: 1 + Math.log2(upTo / 128) }, (_, index) => 128 * 2 ** index);
    const values = wider.map((size) => ({ size, value: size, noise }));
    expect(half(measured)).toBeGreaterThan(narrow);
    expect(half(limitingExponent(values, 0.95, narrow))).toBeLessThanOrEqual(narrow);
  });
});
