import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../architecture/sources.js';
import { python, pytorch } from '../validation/training/pytorch.js';
import { agreementRow, fullRow, marks, rateRows, table, withTable } from './table.mjs';

const run = (args: readonly string[]) =>
  spawnSync(process.execPath, [join(root, 'test/gpu/run.mjs'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, ARCHSCALE_PYTHON: python },
  });

describe('the table of npm run gpu', () => {
  const point = (d: number, value: number, seed = 1) => ({ sizes: { d, P: 8 }, seed, value, error: 0.03 });
  const run = (...points: ReturnType<typeof point>[]) => ({ result: { points, seconds: 2 }, why: '' });

  it('counts how many errors two runs are apart, at points that both have', () => {
    // 0.1 over sqrt(2) 0.03 = 2.357, and 0: root mean square 1.667.
    const row = agreementRow(['one', 'other'], run(point(4, 0.5), point(8, 0.6), point(16, 0.1)), {
      result: { points: [point(8, 0.6), point(4, 0.4), point(16, 0.9, 2)], seconds: 3 },
      why: '',
    });
    expect(row).toEqual([
      'one against other',
      '2 points, 1.67 errors apart (root mean square), 2.36 at most',
      '2 s and 3 s',
    ]);
  });

  it('says why there is nothing to compare or to show', () => {
    const failed = { result: undefined, why: 'it is broken' };
    expect(agreementRow(['one', 'other'], failed, run(point(4, 1)))[1]).toContain('it is broken');
    expect(agreementRow(['one', 'other'], run(point(4, 1)), failed)[1]).toContain('it is broken');
    expect(fullRow('cuda', undefined, 'it is broken')[1]).toBe('no point was measured: it is broken');
  });

  it('shows a run as far as it came', () => {
    const given = { sweep: { values: [16, 128] }, points: [point(16, 1)], plan: { points: [1, 2, 3] }, seconds: 9 };
    const begun = { ...given, reason: 'Too few sizes.', predicted: { exponent: '1' } };
    expect(fullRow('cuda', begun, '')[1]).toBe('1 of 3 points; no exponent yet: Too few sizes.');
    const measured = { exponent: 0.98765, interval: [0.91, 1.0512] };
    expect(fullRow('cuda', { ...begun, measured, verdict: 'agrees' }, '')[1]).toBe(
      '1 of 3 points; exponent 0.988 [0.91, 1.05], predicted 1: agrees',
    );
  });

  it('takes the median share of the rate over the rounds', () => {
    const line = { d: 64, sets: 2, readout: 'sampled', step: [2, 4, 1], products: [1, 1, 1], rate: 3e12 };
    expect(rateRows(`${JSON.stringify(line)}\n`)).toEqual([
      [
        'a step of two layers, d = N = 64, 8 chains, readout sampled',
        '0.5 of the rate of its products, 3 TFLOP/s',
        '2000 µs a chain',
      ],
    ]);
  });

  it('is written between its marks, and nowhere else', () => {
    const text = table({ name: 'H200', torch: '2.9' }, [['a', 'b', 'c']]);
    const page = `before\n${marks.join('\nold\n')}\nafter`;
    expect(withTable(page, text)).toBe(`before\n${marks[0]}\n\n${text}\n\n${marks[1]}\nafter`);
    expect(() => withTable('a page', text)).toThrow('no place');
  });
});

describe.skipIf(!pytorch)('npm run gpu', () => {
  it('runs all its parts at tiny sizes on the CPU', () => {
    const { status, stdout, stderr } = run(['--cpu']);
    expect(status, `${stdout}${stderr}`).toBe(0);
    expect(stdout).toMatch(/torch on CPU against js {2}6 points, \S+ errors apart/);
    expect(stdout.match(/of the rate of its products/g)).toHaveLength(4);
    expect(stdout).toMatch(/\| full preset, two layers, d = 4, 6, 8: torch on CPU \| 6 of 6 points/);
  }, 400_000);

  it.skipIf(pytorch?.device === 'cuda')('says in a sentence that there is no GPU, which is no failure', () => {
    const { status, stdout } = run([]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^There is no GPU that PyTorch can use by CUDA: .*\.\n$/);
  });
});
