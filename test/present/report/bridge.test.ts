import { describe, expect, it } from 'vitest';
import { htmlOf } from '../../../present/report/html.js';
import { markdownOf } from '../../../present/report/markdown.js';
import { plotsOf } from '../../../present/report/plots.js';
import { asResult } from '../../../present/report/reading.js';
import { runStatus } from '../../../present/report/wording.js';
import { validationText } from '../../../present/text/validation.js';
import { shownSteps } from '../../../present/views/bridge.js';
import { colorsOf } from '../../../cli/terminal.js';
import type { Bridge, ValidationResult } from '../../../validation/result.js';
import { rate, training } from './results.js';

const bridge: Bridge = {
  steps: [
    {
      from: 'training',
      to: 'estimate',
      values: { quantity: 'exponent', measured: 0.7, interval: [0.64, 0.76], estimate: 0.71 },
      verdict: 'agrees',
      reason: 'The exponents | agree.',
    },
    {
      from: 'training',
      to: 'estimate',
      values: {
        quantity: 'samples',
        sizes: [
          { size: 16, measured: 300, interval: [280, 320], estimate: 100, ratio: 3 },
          { size: 32, measured: 500, interval: [450, 560], estimate: 170, ratio: 2.94 },
        ],
      },
      verdict: 'disagrees',
      reason: 'The values <differ>.',
    },
    {
      from: 'estimate',
      to: 'heuristic',
      values: { quantity: 'exponent', estimate: 0.99, at: 1e6, heuristic: 1 },
      verdict: 'agrees',
      reason: 'The limits agree.',
    },
  ],
};
const bridged: ValidationResult = { ...training, verdict: 'disagrees', bridge };
const plain = colorsOf({ isTTY: false, hasColors: () => false } as unknown as NodeJS.WriteStream);

describe('the steps of a bridge', () => {
  it('are in the report, the page of a browser, and the terminal, each with its verdict', () => {
    const markdown = markdownOf(bridged);
    expect(markdown).toContain(
      '| Training and estimate, exponents at the measured sizes | agrees | The exponents \\| agree. |',
    );
    expect(markdown).toContain('| Training and estimate, numbers of samples | disagrees | The values \\<differ\\>. |');
    const html = htmlOf(bridged);
    expect(html).toContain('<td>disagrees</td><td>The values &#60;differ&#62;.</td>');
    const text = validationText(bridged, plain);
    expect(text).toMatch(/Estimate and heuristic, exponents at large sizes: agrees\s+The limits agree\./);
  });

  it('draw the estimate beside what was measured', () => {
    const series = plotsOf([{ name: 'run', result: bridged }])[0]?.series ?? [];
    expect(series.find(({ name }) => name === 'estimate')?.points).toEqual([
      { x: 16, y: 100 },
      { x: 32, y: 170 },
    ]);
    expect(plotsOf([{ name: 'run', result: training }])[0]?.series.map(({ name }) => name)).not.toContain('estimate');
  });

  it('are absent from results without them', () => {
    expect(shownSteps(rate)).toEqual([]);
    expect(markdownOf(rate)).not.toContain('| Compared |');
    expect(htmlOf(rate)).not.toContain('class="wide steps"');
  });

  it('come through a file as they are', () => {
    expect(asResult(JSON.stringify(bridged))?.bridge).toEqual(bridge);
  });

  it.each([
    ['no list', { steps: 3 }, undefined],
    ['another verdict', { steps: [{ ...bridge.steps[0], verdict: 'perhaps' }] }, []],
    ['no values', { steps: [{ ...bridge.steps[0], values: 1 }] }, []],
    ['another end', { steps: [{ ...bridge.steps[0], to: 'moon' }] }, []],
  ])('are left out where a file has %s', (_, damaged, steps) => {
    const read = asResult(JSON.stringify({ ...training, bridge: damaged }));
    expect(read?.bridge?.steps).toEqual(steps);
  });

  it('keep numbers that are some, where others are none', () => {
    const values = { quantity: 'exponent', measured: 'x', estimate: 0.7, interval: [0.6] };
    const read = asResult(JSON.stringify({ ...training, bridge: { steps: [{ ...bridge.steps[0], values }] } }));
    expect(read?.bridge?.steps[0]?.values).toEqual({ quantity: 'exponent', estimate: 0.7 });
  });
});

it('a run that was refused says so', () => {
  const refused: ValidationResult = { ...rate, status: 'failed', points: [], sweep: { variable: 'd', values: [] } };
  expect(runStatus(refused)).toBe('Refused before anything was measured');
  expect(runStatus({ ...rate, status: 'failed' })).toMatch(/^Failed after/);
});
