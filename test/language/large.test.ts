import { expect, test } from 'vitest';
import { diagnosticsOf, load } from './load.js';

const size = 1_000_000;
const filled = (part: string): string => part.repeat(Math.ceil(size / part.length));

/** Files of 1 MB that nobody writes by hand, but that an editor may be made to open. */
const files: readonly (readonly [string, string, string])[] = [
  ['one sum', `scale d = ${filled('1 + ')}1`, 'arch-syntax'],
  ['open parentheses', `scale d = ${filled('(')}`, 'arch-syntax'],
  ['parentheses within each other', `scale d = ${filled('(')}1${filled(')')}`, 'arch-syntax'],
  ['minus signs', `scale d = ${filled('-')}1`, 'arch-syntax'],
  ['teachers within each other', `scale k = 2 target t = ${filled('teacher(k, ')}`, 'arch-syntax'],
  ['terms of a target', `target t = he(3)${filled(' + he(3)')}`, 'arch-syntax'],
  ['one number', `scale d = ${filled('1')}`, 'arch-number-too-large'],
  ['one name', `scale d ~ ${filled('n')}`, 'arch-unknown-name'],
  ['characters without meaning', filled('?!'), 'arch-syntax'],
  ['words', filled('foo '), 'arch-syntax'],
  ['an open comment', `/* ${filled('a ')}`, 'arch-syntax'],
  ['an open quote', `import "${filled('a')}`, 'arch-syntax'],
  ['comments', `${filled('/**/')}\n?`, 'arch-syntax'],
  ['blanks', `${filled(' ')}\n?`, 'arch-syntax'],
];

test.each(files)('a file of 1 MB of %s gets a diagnostic that does not repeat it', async (_, text, code) => {
  const found = diagnosticsOf(await load(text));
  expect(found.map((one) => one.code)).toContain(code);
  expect(found.filter(({ message }) => message.length > 2001 || /n{61}/.test(message))).toEqual([]);
});

test('a file of 1 MB of sound text gets none', async () => {
  const text = Array.from(
    { length: 14_000 },
    (_, at) => `scale s${at} = 64 // the size number ${at}\nscale t${at} ~ s${at}^(1/2) * 4\n`,
  );
  expect(diagnosticsOf(await load(text.join('').padEnd(size, ' ')))).toEqual([]);
});

test('comments without number are read once each', async () => {
  const silencing = filled('// archscale: ignore arch-one-unit\n');
  expect(diagnosticsOf(await load(`${silencing}scale d = 64\n${silencing}scale e = 64\n`))).toEqual([]);
});

test('a cycle of ten thousand sizes is reported at each', async () => {
  const count = 10_000;
  const text = Array.from({ length: count }, (_, at) => `scale s${at} ~ 2 * s${(at + 1) % count}\n`).join('');
  const found = diagnosticsOf(await load(text));
  expect(found).toHaveLength(count);
  expect(new Set(found.map(({ code }) => code))).toEqual(new Set(['arch-relation-cycle']));
});

test('a sum may have five hundred terms, and each of many layers and studies sums of its own', async () => {
  const terms = Array.from({ length: 500 }, () => 'he(3)').join(' + ');
  const layers = Array.from({ length: 600 }, (_, at) => `dense h${at} (width: d + 1, activation: erf)`).join('\n');
  const text = `scale d = 64\nnetwork Net { input gaussian(d)\n${layers}\noutput linear }\ntarget t = ${terms}\n`;
  expect(diagnosticsOf(await load(text)).filter(({ code }) => code === 'arch-syntax')).toEqual([]);
});
