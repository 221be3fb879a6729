import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../architecture/sources.js';
import { archscale, folder } from './archscale.js';

const result = join(root, 'test/present/report/fixtures/training.json');

/** A folder as a run leaves it. */
function run(): string {
  const made = folder();
  writeFileSync(join(made, 'result.json'), readFileSync(result));
  return made;
}

describe('a report', () => {
  it.each([
    ['markdown', /^# Cubic: P\\\* against d/],
    ['html', /^<!DOCTYPE html>/],
    ['csv', /^d,P,seed,value,error,/],
    ['json', /^\{\s+"file"/],
  ])('is written as %s, to standard output or into a file', (to, begins) => {
    const place = run();
    const { code, stdout } = archscale(['report', place, '--to', to]);
    expect(code).toBe(0);
    expect(stdout).toMatch(begins);
    const out = join(place, 'report');
    expect(archscale(['report', place, '--to', to, '--out', out]).stdout).toBe('');
    expect(readFileSync(out, 'utf8')).toBe(stdout);
  });

  it('is Markdown when nothing is said, and takes a result file as well', () => {
    expect(archscale(['report', result]).stdout).toBe(archscale(['report', run(), '--to', 'markdown']).stdout);
  });

  it('has all digits in its CSV and JSON', () => {
    const { points } = JSON.parse(readFileSync(result, 'utf8')) as { points: { value: number }[] };
    const json = JSON.parse(archscale(['report', result, '--to', 'json']).stdout) as typeof result;
    expect(json).toEqual(JSON.parse(readFileSync(result, 'utf8')));
    const rows = archscale(['report', result, '--to', 'csv']).stdout.trim().split('\r\n').slice(1);
    expect(rows.map((row) => Number(row.split(',')[3]))).toEqual(points.map(({ value }) => value));
  });
});

describe('a call that cannot be served ends with 2 and says why', () => {
  it('where there is no run', () => {
    const { code, stderr } = archscale(['report', folder()]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/has no result\.json: name the folder of a run/);
  });

  it('where the result is none', () => {
    const place = folder();
    writeFileSync(join(place, 'result.json'), '[1]');
    const { code, stderr } = archscale(['report', place]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/is not the result of a validation/);
  });

  it('where the file cannot be written', () => {
    const { code, stderr } = archscale(['report', run(), '--out', join(folder(), 'no/such/folder.md')]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/cannot be written/);
  });

  it('for another format', () => {
    expect(archscale(['report', result, '--to', 'pdf']).stderr).toMatch(/markdown, html, csv, json/);
  });
});
