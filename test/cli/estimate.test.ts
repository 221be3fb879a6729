import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { archscale, file, twoLayer } from './archscale.js';

interface Estimate {
  readonly samples: number;
  readonly interval: readonly [number, number];
  readonly exponent: number;
  readonly level: string;
}

const json = (command: string, path: string, ...more: string[]): { estimate: Estimate | null } => {
  const answer = JSON.parse(archscale([command, path, '--format', 'json', ...more]).stdout) as {
    studies?: { estimate: Estimate | null }[];
    estimate?: Estimate | null;
  };
  const [first] = answer.studies ?? [];
  return { estimate: (first ?? answer).estimate ?? null };
};

const keptBeside = (path: string): string => join(dirname(path), '.archscale', 'estimates.json');

describe('the estimate of P*', () => {
  it('is null until it is made, and then kept beside the file for every command', () => {
    const path = file(twoLayer);
    expect(json('predict', path).estimate).toBeNull();
    expect(archscale(['predict', path]).stdout).toContain('P* ~ √(N·d) = 256 samples');
    expect(existsSync(keptBeside(path))).toBe(false);

    const made = json('predict', path, '--estimate').estimate;
    expect(made).toMatchObject({ level: 'estimate', variable: 'd' });
    expect(made?.interval[0]).toBeLessThan(made?.samples ?? 0);
    expect(made?.interval[1]).toBeGreaterThan(made?.samples ?? Infinity);
    for (const command of ['predict', 'compare']) expect(json(command, path).estimate).toEqual(made);

    const { stdout } = archscale(['predict', path]);
    expect(stdout).toMatch(/alignment needs P\* ~ √\(N·d\) samples, about \d+ \(estimate, \d+ to \d+\)/);
    expect(stdout).toMatch(/The estimate grows as d\^\d\.\d{3} here/);
    expect(archscale(['compare', path]).stdout).toMatch(/ estimate .*\n.* \d+ \(\d+ to \d+\) /);
    expect(archscale(['export', path, '--to', 'latex']).stdout).toMatch(
      /estimate at equilibrium gives \$P\^\* \\approx \d+\$/,
    );
  });

  it('is that of the sizes, the ridge and the noise, and not of names or samples', () => {
    const path = file(twoLayer);
    const made = json('predict', path, '--estimate').estimate;
    const beside = (text: string): Estimate | null => {
      const other = join(dirname(path), 'other.arch');
      writeFileSync(other, text);
      return json('predict', other).estimate;
    };
    expect(
      beside(twoLayer.replaceAll('TwoLayer', 'Net').replaceAll('cubic', 'goal').replace('study Cubic', 'study S')),
    ).toEqual(made);
    expect(beside(twoLayer.replace('target: goal', 'target: goal\n  samples: 77'))).toEqual(made);
    expect(beside(twoLayer.replace('N = 1024', 'N = 1023'))).toBeNull();
    expect(beside(twoLayer.replace('he(3)', 'he(5)'))).toBeNull();
    expect(beside(twoLayer.replace('  target: cubic', '  target: cubic\n  ridge: 2'))).toBeNull();
    expect(beside(twoLayer.replace('  target: cubic', '  target: cubic\n  noise: 1/2'))).toBeNull();
  });

  it('that is damaged, or of another form, is not used', () => {
    const path = file(twoLayer);
    const made = json('predict', path, '--estimate').estimate;
    const text = readFileSync(keptBeside(path), 'utf8');
    const damages = [
      text.slice(0, -10),
      '[]',
      text.replace(/"format": \d+/, '"format": 0'),
      text.replace(/"samples": [\d.]+/, '"samples": "many"'),
      text.replace(/"samples": ([\d.]+)/, '"samples": -$1'),
      text.replace(/"interval": \[[^\]]*\]/, '"interval": [1]'),
      text.replace(/"variable": "d"/, '"variable": null'),
    ];
    for (const damaged of damages) {
      expect(damaged).not.toBe(text);
      writeFileSync(keptBeside(path), damaged);
      expect(json('predict', path).estimate).toBeNull();
    }
    expect(json('predict', path, '--estimate').estimate).toEqual(made);
    expect(json('predict', path).estimate).toEqual(made);
  });

  it('is shown, and not kept, where its file cannot be written', () => {
    const path = file(twoLayer);
    mkdirSync(keptBeside(path), { recursive: true });
    expect(json('predict', path, '--estimate').estimate).not.toBeNull();
    expect(json('predict', path).estimate).toBeNull();
  });

  it('that there is not has its reason in the text, and is null in JSON', () => {
    const fixed = twoLayer.replace('gaussian(d)', 'gaussian(64)').replace('width: N', 'width: 64');
    const path = file(fixed);
    const { code, stdout } = archscale(['predict', path, '--estimate']);
    expect(code).toBe(0);
    expect(stdout).toContain('There is no estimate of P* in numbers.');
    expect(json('predict', path, '--estimate').estimate).toBeNull();
    expect(existsSync(keptBeside(path))).toBe(false);
  });

  it('of advised sizes is that of the file that has them', () => {
    const path = file(twoLayer);
    expect(json('advise', path, '--free', 'N').estimate).toBeNull();
    const advised = json('advise', path, '--free', 'N', '--estimate').estimate;
    expect(archscale(['advise', path, '--free', 'N']).stdout).toMatch(
      /With these sizes alignment 1\/2 needs about \d+ samples\s+\(estimate, \d+ to \d+\)\./,
    );
    const answer = JSON.parse(archscale(['advise', path, '--free', 'N', '--format', 'json']).stdout) as {
      reference: { N: number };
    };
    const other = file(twoLayer.replace('N = 1024', `N = ${answer.reference.N}`));
    const own = json('predict', other, '--estimate').estimate;
    expect(advised?.samples).toBeCloseTo(own?.samples ?? NaN, 6);
  });
});
