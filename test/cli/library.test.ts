import { beforeAll, describe, expect, it } from 'vitest';
import type * as Library from '../../cli/library/index.js';
import { root } from '../architecture/sources.js';
import { twoLayer } from './archscale.js';

let archscale: typeof Library;

beforeAll(async () => {
  // The bundle, as users get it.
  archscale = (await import(/* @vite-ignore */ `${root}/dist/index.mjs`)) as typeof Library;
});

describe('predict', () => {
  it('answers a text as the command line does', async () => {
    const { file, diagnostics, studies } = await archscale.predict(twoLayer);
    expect(file).toBe('source.arch');
    expect(diagnostics).toEqual([]);
    // A two-layer network on He_3: E = sqrt(N d), and sqrt(1024 * 64) = 256.
    expect(studies.map(({ samples }) => samples)).toEqual([
      { expression: 'sqrt(N*d)', exponents: { N: '1/2', d: '1/2' }, value: 256 },
    ]);
    expect(studies[0]?.patterns[0]).toMatchObject({ name: 'specialization', optimal: true });
  });

  it('predicts what does not depend on an error, and says what is wrong', async () => {
    const text = `${twoLayer}study Broken { network: Nowhere target: cubic }\n`;
    const { diagnostics, studies } = await archscale.predict(text, { file: 'net.arch' });
    expect(studies.map(({ name }) => name)).toEqual(['Cubic']);
    expect(diagnostics).toEqual([expect.objectContaining({ file: 'net.arch', severity: 'error', line: 16 })]);
  });

  it("reads the imports that it is given, with the text's folder as theirs", async () => {
    const text = twoLayer.replace('scale d = 64', 'import "./größen.arch"');
    const imports = { './größen.arch': 'import "./deeper/d.arch"', 'deeper/d.arch': 'scale d = 16\n' };
    const direct = await archscale.predict(text, { file: 'nets/two.arch', imports: { 'größen.arch': 'scale d = 16' } });
    // sqrt(1024 * 16)
    expect(direct.studies[0]?.samples.value).toBeCloseTo(128);
    const { diagnostics } = await archscale.predict(text, { imports: { ...imports, 'deeper/d.arch': 'scale d =' } });
    expect(diagnostics.map(({ file }) => file)).toContain('deeper/d.arch');
    const missing = await archscale.predict(text);
    expect(missing.diagnostics.map(({ code }) => code)).toContain('arch-import-missing');
  });

  it('says which studies there are when the one that is named is not there', async () => {
    await expect(archscale.predict(twoLayer, { study: 'Other' })).rejects.toThrow('no study Other; it has Cubic');
    await expect(archscale.predict(twoLayer, { study: 'Other' })).rejects.toBeInstanceOf(archscale.WrongCall);
    const broken = twoLayer.replace('he(3)', 'he(2)');
    await expect(archscale.predict(broken, { study: 'Cubic' })).rejects.toBeInstanceOf(archscale.FileHasErrors);
  });
});

describe('parse', () => {
  it('lists the studies with the sizes on which they depend', async () => {
    const parsed = await archscale.parse(twoLayer);
    expect(parsed).toEqual({
      file: 'source.arch',
      diagnostics: [],
      hasErrors: false,
      names: ['Cubic'],
      studies: [{ name: 'Cubic', network: 'TwoLayer', target: 'cubic', sizes: { d: 64, N: 1024 } }],
    });
    expect(await archscale.predict(parsed)).toEqual(await archscale.predict(twoLayer));
  });

  it('never fails on a text, whatever is in it', async () => {
    for (const text of ['', '}{', '\u0000', 'study', 'scale d = d\nscale e ~ e']) {
      expect((await archscale.parse(text)).studies, text).toEqual([]);
    }
  });

  it('is the only maker of what the others take', async () => {
    await expect(archscale.predict({ ...(await archscale.parse(twoLayer)) })).rejects.toThrow('what parse made');
  });
});

it('explain derives the winner, or any other pattern, and says it in words', async () => {
  const { study, text } = await archscale.explain(twoLayer);
  expect(study.pattern?.name).toBe('specialization');
  expect(study.derivation.map(({ title }) => title)).toContainEqual(expect.stringContaining('h: specialization'));
  expect(text).toContain('P* = κ E = √(N·d)');
  // A lazy kernel sees He_3 at d^3.
  const lazy = await archscale.explain(twoLayer, { pattern: 'lazy' });
  expect(lazy.study.pattern?.energy.exponents).toEqual({ d: '3' });
  await expect(archscale.explain(twoLayer, { pattern: 'wide' })).rejects.toThrow('it has, best first: specialization');
  await expect(archscale.explain(`${twoLayer}study Second { network: TwoLayer target: cubic }`)).rejects.toThrow(
    'choose one with the option study (Cubic, Second)',
  );
});

it('compare ranks studies by their need', async () => {
  const text = `${twoLayer}target line = he(1)\nstudy Line { network: TwoLayer target: line }\n`;
  const { studies } = await archscale.compare(text);
  // He_1 needs d = 64, He_3 256.
  expect(studies.map(({ name, rank }) => [name, rank])).toEqual([
    ['Cubic', 2],
    ['Line', 1],
  ]);
});
