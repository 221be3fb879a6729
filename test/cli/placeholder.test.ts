import { expect, it } from 'vitest';
import { archscale, file } from './archscale.js';
import type { PredictionJson } from './contract.js';

const study = (comment: string, more = ''): string =>
  file(`scale d = 64
scale N = 256
network Net { input gaussian(d)  dense h (width: N, activation: relu)  output linear }
target t = he(2) ${comment}
${more}
study S { network: Net  target: t }
`);

function predicted(path: string) {
  const json = JSON.parse(archscale(['predict', path, '--format', 'json']).stdout) as PredictionJson & {
    readonly studies: readonly { readonly placeholder: boolean }[];
  };
  const { stdout } = archscale(['predict', path]);
  return { placeholder: json.studies[0]?.placeholder, codes: json.diagnostics.map(({ code }) => code), stdout };
}

it.each(['// placeholder', '//placeholder  '])(
  'a target that nobody has chosen is said with its prediction: %s',
  (comment) => {
    const { placeholder, codes, stdout } = predicted(study(comment));
    expect({ placeholder, codes }).toEqual({ placeholder: true, codes: ['arch-target-placeholder'] });
    expect(stdout).toMatch(/Net on t {2}for the placeholder target/);
  },
);

it.each(['', '// not a placeholder', '// placeholders', '\n// placeholder'])(
  'any other target is no placeholder: %j',
  (comment) => {
    const { placeholder, codes, stdout } = predicted(study(comment));
    expect({ placeholder, codes }).toEqual({ placeholder: false, codes: [] });
    expect(stdout).not.toContain('placeholder');
  },
);

it('a study that rests on a partial import says so', () => {
  const line = '1 of 2 layers with weights imported; not imported: conv2 (3x3, dilated).';
  const path = study('', `// Partial import: ${line}`);
  expect(predicted(path).codes).toEqual(['arch-partial-import']);
  expect(archscale(['predict', path]).stderr).toContain(`This study rests on a partial import: ${line}`);
});
