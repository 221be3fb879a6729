import { describe, expect, it } from 'vitest';
import { markdownOf } from '../../../present/report/markdown.js';
import { asEvent, asResult } from '../../../present/report/reading.js';
import { rate } from './results.js';

const text = (changes: object): string => JSON.stringify({ ...rate, ...changes });
const point = { sizes: { d: 64 }, seed: 1, value: 2, error: 0.1 };

describe('a result file', () => {
  it('is what was written', () => expect(asResult(JSON.stringify(rate))).toEqual(rate));

  it('keeps what a later version adds', () => expect(asResult(text({ added: [1] }))).toHaveProperty('added', [1]));

  it.each([
    ['nothing', ''],
    ['a number', '7'],
    ['a list', '[]'],
    ['no study', text({ study: undefined })],
    ['another status', text({ status: 'asleep' })],
    ['another verdict', text({ verdict: '<b>' })],
    ['a sweep over words', text({ sweep: { variable: 'd', values: ['64'] } })],
    ['a prediction without a slope', text({ predicted: { ...rate.predicted, slope: '1' } })],
    ['a plan that is none', text({ plan: [] })],
    ['more depth than any plan', text({ diagnostics: { a: JSON.parse('['.repeat(40) + ']'.repeat(40)) as unknown } })],
    ['more points than are measured', text({ points: Array.from({ length: 20_001 }, () => point) })],
  ])('is none that holds %s', (_, content) => expect(asResult(content)).toBeUndefined());

  it('is shown without the parts that are damaged', () => {
    const measured = { ...rate.measured, interval: [1, 'two'] };
    const damaged = [{ ...point, sizes: null }, { ...point, value: '2' }, 'no point', null];
    const result = asResult(text({ measured, prefactor: 3, versions: { node: 20 }, points: [point, ...damaged] }));
    expect(result).toMatchObject({ study: rate.study, points: [point], versions: {} });
    expect(result).not.toHaveProperty('measured');
    expect(result).not.toHaveProperty('prefactor');
  });

  it('may hold the null that JSON has for an infinite error', () => {
    expect(asResult(text({ points: [{ ...point, error: null }] }))?.points).toEqual([{ ...point, error: Number.NaN }]);
  });

  it('of numbers at the ends of what there are is reported', () => {
    const points = [1e308, 5e-324, 1, 1e-308].map((value, seed) => ({ ...point, sizes: { d: value }, seed, value }));
    const sweep = { variable: 'd', values: [-1e308, 0, 1e308] };
    const predicted = { ...rate.predicted, slope: 1e308 };
    const result = asResult(text({ points, sweep, predicted })) ?? expect.fail();
    expect(markdownOf(result)).toContain('| 1 | 2 |');
  });

  it('of ten thousand points is reported whole', () => {
    const points = Array.from({ length: 10_000 }, (_, seed) => ({ ...point, seed, value: 1 + seed / 7 }));
    const result = asResult(text({ points, sweep: { variable: 'd', values: [64] } })) ?? expect.fail();
    expect(markdownOf(result).match(/^\| 64 \|/gm)).toHaveLength(10_000);
  });
});

describe('a line of an event stream', () => {
  it.each([
    ['{"event":"started","points":4,"engine":"js","device":"CPU"}', true],
    ['{"event":"progress","done":1,"of":4}', true],
    ['{"event":"progress","done":1,"of":4,"secondsLeft":"soon"}', false],
    ['{"event":"progress","done":1,"of":4,"secondsLeft":1e999}', false],
    ['{"event":"point","index":0,"point":{"sizes":{"d":1},"seed":1,"value":1,"error":0}}', true],
    ['{"event":"point","index":0,"point":null}', false],
    ['{"event":"later"}', false],
    ['null', false],
    ['{"event":"fini', false],
  ])('%s', (line, isOne) => expect(asEvent(line) !== undefined).toBe(isOne));
});
