import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { archscale, file, folder, twoLayer } from './archscale.js';

const threeLayer = 'examples/three-layer.arch';
const wanted = [threeLayer, '--study', 'Cubic', '--x', 'N1', '--y', 'N2'];

interface Line {
  readonly equation: string;
  readonly variable: string;
  readonly exponents: Record<string, string>;
  readonly status: string;
  readonly below: string;
  readonly above: string;
}

interface Diagram {
  readonly kind: string;
  readonly regions: { pattern: string; status: string; parts: { polygon: [number, number][] }[] }[];
  readonly boundaries: Line[];
  readonly crossings: Line[];
  readonly learnable: { lines: Line[] } | null;
}

describe('archscale diagram', () => {
  it('prints regions and lines as JSON, also over a size that the file ties', () => {
    const { code, stdout } = archscale(['diagram', ...wanted, '--format', 'json']);
    expect(code).toBe(0);
    const diagram = JSON.parse(stdout) as Diagram;
    expect(diagram.kind).toBe('diagram');
    const names = diagram.regions.map(({ pattern }) => pattern);
    expect(names).toEqual(expect.arrayContaining(['lazy, specialization', 'specialization, lazy']));
    expect(diagram.boundaries.find(({ equation }) => equation === 'N1 = N2')).toMatchObject({
      variable: 'N1',
      exponents: { N2: '1' },
      status: 'derived',
      below: 'specialization, lazy',
      above: 'lazy, specialization',
    });
    expect(diagram.crossings.filter(({ equation }) => equation === 'N1 = sqrt(N2*d)')).toContainEqual(
      expect.objectContaining({
        exponents: { N2: '1/2', d: '1/2' },
        status: 'published',
        below: 'specialization, magnetization',
      }),
    );
    // By hand: sqrt(N2*d) <= 20*d up to N2 = 400*d, and the same for N1.
    expect(diagram.learnable?.lines.map(({ equation }) => equation).sort()).toEqual(['N1 = 400*d', 'N2 = 400*d']);
  });

  it('says the same in words', () => {
    const { code, stdout } = archscale(['diagram', ...wanted]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/N1 = N2 +below: specialization, lazy +above: lazy, specialization +derived/);
    expect(stdout).toMatch(/N1 = √\(N2·d\) +below: specialization, magnetization .*\s+published/);
  });

  it('draws an SVG with a title, a description and the equations', () => {
    const path = join(folder(), 'diagram.svg');
    expect(archscale(['diagram', ...wanted, '--samples', 'd^2', '--svg', path]).code).toBe(0);
    const svg = readFileSync(path, 'utf8');
    expect(svg).toMatch(/^<svg [^>]*role="img"/);
    expect(svg).toContain('<title id="diagram-title">Cubic: winning pattern over N1 and N2</title>');
    expect(svg).toMatch(/<desc[^>]*>.*N1 = N2 \(derived here\) between specialization, lazy and lazy, specialization/);
    expect(svg).toContain('>N1 = N2</text>');
    expect(svg).toContain('>N1 = √(N2·d)</text>');
    expect(svg).toContain('d³');
  });

  it('draws the picture of the documentation', () => {
    const path = join(folder(), 'diagram.svg');
    expect(archscale(['diagram', threeLayer, '--x', 'N1', '--y', 'N2', '--svg', path]).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe(readFileSync('docs/images/diagram.svg', 'utf8'));
  });

  it('plots energies against one size', () => {
    const { code, stdout } = archscale(['diagram', threeLayer, '--x', 'N1', '--format', 'json']);
    expect(code).toBe(0);
    const plot = JSON.parse(stdout) as { kind: string; lines: { pattern: string; points: [number, number][] }[] };
    expect(plot.kind).toBe('plot');
    const winner = plot.lines.find(({ pattern }) => pattern === 'lazy, specialization');
    // sqrt(N2*d) = 128, whatever N1.
    expect(winner?.points.map(([, energy]) => 10 ** energy)).toEqual([expect.closeTo(128, 6), expect.closeTo(128, 6)]);
  });

  it('chooses two sizes when none is named', () => {
    const { code, stdout } = archscale(['diagram', file(twoLayer)]);
    expect(code).toBe(0);
    expect(stdout).toContain('winning pattern over d and N');
  });

  it.each([
    [['--x', 'Q', '--y', 'N1'], 'Q is no size of Cubic'],
    [['--x', 'N1', '--y', 'N1'], 'both are N1'],
    [['--y', 'N1'], '--x NAME --y N1'],
    [['--x', 'N1', '--y', 'd', '--samples', 'q'], '--samples q: '],
    [['--x', 'N1', '--y', 'd', '--span', '5'], '1:1e6'],
    [['--x', 'N1', '--svg', 'x.svg'], 'needs two sizes'],
    [['--x', 'N1', '--y', 'd', '--svg', '/nowhere/x.svg'], '/nowhere/x.svg cannot be written'],
  ])('%j is a wrong call', (options, message) => {
    const { code, stdout, stderr } = archscale(['diagram', threeLayer, ...options]);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
  });
});
