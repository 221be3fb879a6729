import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ast, lowerStudy, predictStudy } from '../../language/index.js';
import { diagnosticsOf, load } from './load.js';

const text = readFileSync(join(import.meta.dirname, 'cases/clean/the-whole-language.arch'), 'utf8');
const sound = `scale d = 64
network Sound {
  input gaussian(d)
  dense h1 (width: d, activation: erf)
  output linear
}
target soundTarget = he(3)
study SoundStudy {
  network: Sound
  target: soundTarget
}
`;

test('while a file is typed letter by letter, what stands above is predicted as before', async () => {
  const whole = text.replace('scale d  = 64\n', '');
  for (let end = 0; end < whole.length; end += 17) {
    const document = await load(sound + whole.slice(0, end));
    const studies = document.parseResult.value.declarations.filter(ast.isStudy);
    const first = studies.find(({ name }) => name === 'SoundStudy');
    expect(first && predictStudy(first)?.winner.energy.toString(), `typed up to ${end}`).toBe('d');
    const broken = studies.filter((study) => !lowerStudy(study));
    if (broken.length > 0) expect(diagnosticsOf(document).some(({ severity }) => severity === 'error')).toBe(true);
  }
});

test('a letter that is wrong anywhere in a file ends in diagnostics, not in an exception', async () => {
  for (let at = 0; at < text.length; at += 41) {
    for (const letter of ['', '(', '}', '"', '*', '§']) {
      const document = await load(text.slice(0, at) + letter + text.slice(at + 1));
      document.parseResult.value.declarations.filter(ast.isStudy).forEach((study) => lowerStudy(study));
      expect(diagnosticsOf(document).filter(({ code }) => !code.startsWith('arch-'))).toEqual([]);
    }
  }
});

test('an example in a message is whole, also where what it is made of is half typed', async () => {
  const found = diagnosticsOf(await load('target f = sin(11*5)\n'));
  expect(found.map(({ message }) => message).join('\n')).not.toContain('undefined');
  expect(found.map(({ message }) => message).join('\n')).toContain('as in sin(11*x, 5)');
});
