import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { corrections, errors, falseVerdicts, presetNames, presetRow } from '../verdicts/simulation.js';
import { falseCells, falseHead, presetCells, presetHead, presetRuns, trials } from '../verdicts/tables.js';

const lines = readFileSync(new URL('../../docs/validation.md', import.meta.url), 'utf8').split('\n');
const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** The rows of the table of docs/validation.md that has this head. */
function tableOf(head: readonly string[]): string[][] {
  const at = lines.findIndex((line) => cellsOf(line).join('|') === head.join('|'));
  const rest = at < 0 ? [] : lines.slice(at + 2);
  const end = rest.findIndex((line) => !line.startsWith('|'));
  return rest.slice(0, end).map(cellsOf);
}

const falseRows = tableOf(falseHead);
const presetRows = tableOf(presetHead);

describe('the tables of simulated verdicts in docs/validation.md', () => {
  it('have a row for each correction, with less than 5 % of false verdicts on either side', () => {
    expect(falseRows.map(([name]) => name)).toEqual(Object.keys(corrections));
    for (const [name, ...cells] of falseRows) {
      const rates = cells.slice(0, 2 * errors.length).map((cell) => parseFloat(cell));
      for (const rate of rates) expect(rate, name).toBeLessThan(5);
    }
  });

  it('have a row for each preset, where "agrees" and "disagrees" are false in less than 5 %', () => {
    expect(presetRows.map(([name]) => name)).toEqual(presetNames);
    for (const [name, , , awayDisagrees, awayAgrees, rightDisagrees, rightAgrees] of presetRows) {
      expect(parseFloat(awayAgrees ?? ''), name).toBeLessThan(5);
      expect(parseFloat(rightDisagrees ?? ''), name).toBeLessThan(5);
      // A tenth of a preset's time tells nothing, and says so.
      if (name?.includes('tenth') !== true) expect(parseFloat(awayDisagrees ?? '')).toBeGreaterThanOrEqual(80);
      if (name?.startsWith('training') === true && !name.includes('tenth'))
        expect(parseFloat(rightAgrees ?? '')).toBeGreaterThanOrEqual(80);
    }
  });

  // Two rows are made again; npm run verdicts makes all.
  it('are what the command prints', () => {
    const preset = presetCells(presetRow('rate, quick', presetRuns));
    expect(presetRows.find(([name]) => name === preset[0])).toEqual(preset);
    const name = '(log d)^(1/3)';
    const one = falseCells(name, [falseVerdicts(name, 0.01, trials)]);
    const row = falseRows.find(([correction]) => correction === name) ?? [];
    const columns = [
      'values over d',
      'false "disagrees", error 1 %',
      'false "agrees", error 1 %',
      'right "agrees", error 1 %',
    ];
    expect(columns.map((column) => row[falseHead.indexOf(column)])).toEqual(one);
  });
});

describe('simulated verdicts', () => {
  it.each(['1/log d', '1 − 3/√d'])('are hardly ever false on either side: %s', (name) => {
    const { disagrees, agrees } = falseVerdicts(name, 0.002, 6);
    // Of 36 runs 5 % are 1.8; more than five are seen once in a hundred times.
    expect(disagrees.all).toBeLessThan((100 * 5.5) / 36);
    expect(agrees.all).toBeLessThan((100 * 5.5) / 36);
  });
});
