import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DescribedJson } from '../../present/json/described.js';
import { componentsOf, direction, drawn, noise, trueDimension, type LabelName } from '../data/simulation.js';
import { archscale, file } from './archscale.js';
import type { PredictionJson } from './contract.js';

const head = [...Array.from({ length: 16 }, (_, i) => `x${i + 1}`), 'y'];
const asCsv = (rows: readonly (readonly (number | string)[])[]): string =>
  [head, ...rows].map((row) => `${row.join(',')}\n`).join('');

/** A data file beside nothing else. */
function dataFile(content: string | Uint8Array, name = 'data.csv'): string {
  const path = join(dirname(file('')), name);
  writeFileSync(path, content);
  return path;
}

function described(path: string, ...options: string[]): DescribedJson {
  const { code, stdout, stderr } = archscale(['describe', path, '--format', 'json', ...options]);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return JSON.parse(stdout) as DescribedJson;
}

describe('archscale describe', () => {
  it.each<[LabelName, readonly string[]]>([
    ['he(1)', ['he(1)']],
    ['he(2)', ['he(2)']],
    ['he(3)', ['he(3)']],
    ['he(1) + he(2)', ['he(1)', 'he(2)']],
  ])('finds %s in spiked data: its direction, r_1 and components', (label, terms) => {
    const path = dataFile(asCsv(drawn(label, 'spiked', 2000, 71)));
    const found = described(path, '--label', 'y');
    expect(found).toMatchObject({ rows: 2000, rowsUsed: 2000, columns: 16, rank: 16, ignored: [], noDirection: null });
    const { value, error, interval } = found.dEff;
    expect(Math.abs(value - trueDimension('spiked'))).toBeLessThan(3 * error);
    expect(interval).toEqual([value - 1.96 * error, value + 1.96 * error]);
    expect(found.directions).toHaveLength(1);
    const [own] = found.directions;
    expect(own?.pValue).toBe(0.01);
    const sign = Math.sign(own?.weights[0]?.weight ?? 1);
    for (const [i, { column, weight, error: ofWeight }] of (own?.weights ?? []).entries()) {
      expect(column).toBe(head[i]);
      expect(Math.abs(sign * weight - (direction[i] ?? 0))).toBeLessThan(4.5 * (ofWeight ?? 0) + 1e-3);
    }
    expect(found.components.map(({ degree }) => degree)).toEqual([1, 2, 3, 4, 5]);
    for (const { degree, coefficient, error: ofComponent } of found.components) {
      const expected = componentsOf(label)[degree - 1] ?? 0;
      expect(Math.abs(Math.abs(coefficient) - expected)).toBeLessThan(4 * ofComponent);
    }
    const share = noise ** 2 / (1 + noise ** 2);
    expect(Math.abs((found.unexplained?.share ?? 0) - share)).toBeLessThan(4 * (found.unexplained?.error ?? 0));
    expect([...(found.target ?? '').matchAll(/he\(\d\)/g)].map(([term]) => term)).toEqual(terms);
  });

  it('the spectrum is that of the covariance: 9 once, 1 fifteen times', () => {
    const { spectrum } = described(dataFile(asCsv(drawn('noise', 'spiked', 4000, 72))), '--label', 'y');
    expect((spectrum.eigenvalues[0] ?? 0) / 9).toBeCloseTo(1, 1);
    expect(spectrum.eigenvalues).toHaveLength(16);
    for (const value of spectrum.eigenvalues.slice(1)) expect(Math.abs(value - 1)).toBeLessThan(0.2);
    // (tr C)^2 / tr C^2 = 24^2 / (81 + 15)
    expect(spectrum.spread / 6).toBeCloseTo(1, 1);
  });

  it('says that noise tells no direction, and writes no target', () => {
    const path = dataFile(asCsv(drawn('noise', 'isotropic', 2000, 73)));
    const found = described(path, '--label', 'y');
    expect(found).toMatchObject({ directions: [], components: [], unexplained: null, target: null });
    expect(found.noDirection).toContain('Permuted labels give an eigenvalue as large');
    expect(found.dEff.value).toBe(16);
    const out = join(dirname(path), 'out.arch');
    archscale(['describe', path, '--label', 'y', '--out', out]);
    expect(readFileSync(out, 'utf8')).toContain('// No target is written: no component of the label was found.');
    expect(archscale(['predict', out]).code).toBe(0);
  });

  it.each<[LabelName]>([['he(3)'], ['he(1) + he(2)']])(
    'writes a file for %s that is predicted as it stands',
    (label) => {
      const path = dataFile(asCsv(drawn(label, 'anisotropic', 2000, 74)), "it's data.csv");
      const out = join(dirname(path), 'out.arch');
      const { code, stdout } = archscale(['describe', path, '--label', 'y', '--exclude', 'x16', '--out', out]);
      expect(code).toBe(0);
      expect(stdout).toContain('in an .arch file:');
      const written = readFileSync(out, 'utf8');
      expect(written).toContain(`input data("it's data.csv", label: y, exclude: [x16])`);
      const answer = archscale(['predict', out, '--format', 'json']);
      expect(answer.code).toBe(0);
      const { diagnostics, studies } = JSON.parse(answer.stdout) as PredictionJson;
      expect(diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning')).toEqual([]);
      expect(studies[0]?.data).toMatchObject({ rows: 2000, columns: 15 });
      expect(studies[0]?.samples.value).toBeGreaterThan(1);
    },
  );

  it('notes columns of very different scales', () => {
    const rows = drawn('he(1)', 'isotropic', 400, 77).map((row) => row.with(2, 1e5 * (row[2] ?? 0)));
    const { stdout } = archscale(['describe', dataFile(asCsv(rows)), '--label', 'y']);
    expect(stdout.replace(/\s+/g, ' ')).toContain('the standard deviation of x3 is');
    const { stdout: standardized } = archscale(['describe', dataFile(asCsv(rows)), '--label', 'y', '--standardize']);
    expect(standardized).not.toContain('the standard deviation of');
  });

  it('standardized columns have another effective dimension: 16 along a column of any scale', () => {
    const rows = drawn('noise', 'spiked', 2000, 75).map((row) => row.with(16, row[0] ?? 0));
    const path = dataFile(asCsv(rows));
    expect(described(path, '--label', 'y').dEff.value / (24 / 9)).toBeCloseTo(1, 1);
    expect(described(path, '--label', 'y', '--standardize').dEff.value / 16).toBeCloseTo(1, 1);
    const study = (standardize: boolean): PredictionJson => {
      const text = `scale N = 4096 network Net { input data("data.csv", label: y, standardize: ${String(standardize)}) dense h (width: N, activation: erf) output linear }
target t = he(3) study S { network: Net target: t }`;
      writeFileSync(join(dirname(path), 'net.arch'), text);
      return JSON.parse(
        archscale(['predict', join(dirname(path), 'net.arch'), '--format', 'json']).stdout,
      ) as PredictionJson;
    };
    expect((study(true).studies[0]?.data?.dEff.value ?? 0) / 16).toBeCloseTo(1, 1);
    expect((study(false).studies[0]?.data?.dEff.value ?? 0) / (24 / 9)).toBeCloseTo(1, 1);
  });

  it.each<[string, string | Uint8Array, readonly string[], string]>([
    ['no such label', 'a,b\n1,2\n2,3\n3,5\n', ['--label', 'y'], 'it has no column y; it has a, b.'],
    ['thousands', 'a;b\n1.234,5;2\n2;3\n3;5\n', ['--label', 'b'], 'has groups of digits'],
    ['bytes', new Uint8Array([0, 1, 2, 3]), [], 'it is no text'],
    ['nothing', '', [], 'it has no rows.'],
    ['texts', 'a,b\nx,y\nz,w\n', [], 'no column of numbers is left'],
    ['too few rows', 'a,b,y\n1,2,3\n2,3,3\n', ['--label', 'y'], 'it has 2 rows, and 2 columns need at least 8.'],
  ])('refuses %s in one sentence, with exit code 2', (_, content, options, sentence) => {
    const { code, stdout, stderr } = archscale(['describe', dataFile(content), ...options]);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('refuses a file that is not there', () => {
    const { code, stderr } = archscale(['describe', 'nowhere.csv']);
    expect(code).toBe(2);
    expect(stderr).toContain('nowhere.csv: there is no such file.');
  });
});

describe('an input of data', () => {
  const rows = drawn('he(1)', 'isotropic', 200, 76).map((row, at) => [at, ...row]);
  const content = [['id', ...head], ...rows].map((row) => row.join(',')).join('\n');

  function predicted(options: string): { answer: PredictionJson; stderr: string; stdout: string } {
    const path =
      file(`scale N = 64 network Net { input data("data.csv"${options}) dense h (width: N, activation: erf) output linear }
target t = he(3) study S { network: Net target: t }`);
    writeFileSync(join(dirname(path), 'data.csv'), content);
    const { stderr, stdout } = archscale(['predict', path, '--format', 'json']);
    return { answer: JSON.parse(stdout) as PredictionJson, stderr, stdout: archscale(['predict', path]).stdout };
  }

  it('leaves out an index with a note', () => {
    const { answer, stdout } = predicted(', label: y');
    expect(answer.studies[0]?.data).toMatchObject({
      rows: 200,
      fileRows: 200,
      columns: 16,
      ignored: [{ column: 'id', reason: 'an index: it counts the rows' }],
    });
    expect(stdout).toContain('left out: id (an index: it counts the rows)');
  });

  it('takes columns by name and by number', () => {
    expect(predicted(', label: y, columns: [x1, "x2", 4]').answer.studies[0]?.data?.columns).toBe(3);
    expect(predicted(', label: y, exclude: [x1, 1]').answer.studies[0]?.data?.columns).toBe(15);
  });

  it('warns where neither label nor direction is given', () => {
    const { answer, stderr } = predicted('');
    expect(answer.diagnostics).toEqual([
      expect.objectContaining({ code: 'arch-data-without-direction', severity: 'warning' }),
    ]);
    expect(stderr).toContain('neither a label nor a direction is given, and r₁ = d = 17 is used');
  });

  it('refuses an option that is given twice', () => {
    expect(predicted(', label: y, label: x1').answer.diagnostics).toContainEqual(
      expect.objectContaining({ code: 'arch-duplicate-argument', severity: 'error' }),
    );
  });
});
