import { expect, it } from 'vitest';
import { archscale, file, twoLayer } from './archscale.js';

const escape = String.fromCharCode(27);

it('prints the sample scale, the ranking with parameters, and the standing of the rules', () => {
  const { code, stdout, stderr } = archscale(['predict', file(twoLayer)]);
  expect(code).toBe(0);
  expect(stderr).toBe('');
  expect(stdout).toContain('√(N·d) = 256');
  expect(stdout).toMatch(/^ {2}specialization +√\(N·d\) +256 +best +h: M ~ √\(N\/d\) = 4 units$/m);
  expect(stdout).toMatch(/^ {2}lazy +d³ +2\.62e5$/m);
  expect(stdout).toMatch(/claim-i\s+\(published\)/);
});

it('says whether the samples suffice', () => {
  const given = twoLayer.replace('target: cubic\n', 'target: cubic\n  samples: 20 * d\n');
  expect(archscale(['predict', file(given)]).stdout).toMatch(
    /P = 20·d = 1280\. Its samples are above what a small error needs/,
  );
});

it('aligns its columns', () => {
  const lines = archscale(['predict', file(twoLayer)]).stdout.split('\n');
  const heading = lines.find((line) => line.includes('energy E')) ?? '';
  const lazy = lines.find((line) => line.startsWith('  lazy')) ?? '';
  expect(lazy.indexOf('d³')).toBe(heading.indexOf('energy E'));
});

it.each([[{}], [{ CI: 'true' }], [{ TERM: 'xterm-256color' }]])('is plain when piped, with %o', (environment) => {
  expect(archscale(['predict', file(twoLayer)], environment).stdout).not.toContain(escape);
});

it('is coloured when FORCE_COLOR asks for it', () => {
  const { stdout } = archscale(['predict', file(twoLayer)], { FORCE_COLOR: '1' });
  expect(stdout).toContain(escape);
  // Colours change nothing else.
  const plain = stdout.replaceAll(new RegExp(`${escape}\\[\\d+m`, 'g'), '');
  expect(plain).toBe(archscale(['predict', file(twoLayer)]).stdout);
});

it('counts equal layers of a deep network', () => {
  const layers = Array.from({ length: 30 }, (_, index) => `  dense h${index} (width: N, activation: erf)\n`).join('');
  const deep = twoLayer.replace(/ {2}dense.*\n/, layers);
  const { code, stdout } = archscale(['predict', file(deep)]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/lazy ×\d+/);
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThan(250);
});

it('gives the last cell of wide rows a line of its own, so that lines do not break anywhere', () => {
  const layer = (name: string): string => `  dense ${name} (width: N, activation: erf)\n`;
  const deep = twoLayer.replace(/ {2}dense.*\n/, ['a_first', 'a_second', 'a_third', 'a_fourth'].map(layer).join(''));
  const { stdout } = archscale(['predict', file(deep)]);
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(112);
  expect(stdout).toMatch(/^ {2}lazy, lazy, lazy, specialization .*\n {6}a_fourth: M ~ /m);
  // A table that fits keeps its last column.
  expect(archscale(['predict', file(twoLayer)]).stdout).toMatch(/^ {2}GFL .* h: D ~ /m);
});

it('says of patterns with the formula of the best that they are equal', () => {
  // N D + d/D and beta d + N/beta are both least at sqrt(N d), where N < d.
  const linear = twoLayer.replace('1024', '16').replace('erf', 'linear').replace('he(3)', 'he(1)');
  const { stdout } = archscale(['predict', file(linear)]);
  expect(stdout).toMatch(/^ {2}GFL +√\(N·d\) +32 +best /m);
  expect(stdout).toMatch(/^ {2}magnetization +√\(N·d\) +32 +equal /m);
});
