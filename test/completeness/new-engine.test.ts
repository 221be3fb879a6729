import { afterAll, beforeAll, expect, test } from 'vitest';
import { CopiedRepository } from './copied-repository.js';

let copy: CopiedRepository;

beforeAll(() => {
  copy = new CopiedRepository([
    ...['theory', 'language', 'validation', 'present', 'docs/validation.md', 'package.json', 'langium-config.json'],
    ...['tsconfig.base.json', 'vitest.config.ts', 'test/property-seed.ts', 'test/architecture/sources.ts'],
    'test/completeness/engines.test.ts',
  ]);
  copy.writeUncounted(
    'tsconfig.engine.json',
    JSON.stringify({
      extends: './tsconfig.base.json',
      compilerOptions: { composite: false, noEmit: true, emitDeclarationOnly: false, incremental: false },
      include: ['validation/engines/index.ts'],
    }),
  );
});
afterAll(() => copy.remove());

const compiled = (): string => copy.run('tsc', ['--project', 'tsconfig.engine.json']);

test('an engine that the language names is missed by the compiler until it is there: two files and an entry a consumer', () => {
  copy.write(
    'language/arch.langium',
    copy.copied('language/arch.langium', [["'torch' | 'webgpu'", "'torch' | 'webgpu' | 'abacus'"]]),
  );
  copy.generate();
  const first = compiled();
  expect(first).toMatch(/validation\/engines\/index\.ts.*'abacus' is missing/s);

  copy.write(
    'validation/engines/abacus.ts',
    copy.copied('validation/engines/js/javascript.ts', [
      ["name: 'js'", "name: 'abacus'"],
      ['const javascript', 'const abacus'],
      ["'../../", "'../"],
      ["'../engine.js'", "'./engine.js'"],
      ["'./chain-runs.js'", "'./js/chain-runs.js'"],
      ["'./javascript-chains.js'", "'./js/javascript-chains.js'"],
      ["'./pointwise.js'", "'./js/pointwise.js'"],
    ]),
  );
  const files = copy.touched.size;
  // Entries: the list of engines, the words after `engine:`, the manifest, and the docs.
  copy.insert('validation/engines/index.ts', 'js: javascript, torch, webgpu', ', abacus');
  copy.insert(
    'validation/engines/index.ts',
    "import { javascript } from './js/javascript.js';\n",
    "import { abacus } from './abacus.js';\n",
  );
  expect(compiled()).toBe('');
  const completeness = (): string => copy.run('vitest', ['run', 'test/completeness/engines.test.ts']);
  const missed = (output: string, tests: readonly string[]): void => {
    for (const name of tests) expect(output).toMatch(new RegExp(`×.*${name}`));
  };
  missed(completeness(), ['are those that the language names', 'abacus is documented']);
  copy.insert('language/syntax/words.ts', "['auto', 'js', 'torch', 'webgpu'", ", 'abacus'");
  missed(completeness(), ['can all be chosen in tasks and settings', 'abacus is documented']);
  copy.write('package.json', copy.read('package.json').replaceAll(/"webgpu"(?=\s*\])/g, '"webgpu", "abacus"'));
  copy.write('docs/validation.md', `${copy.read('docs/validation.md')}\nThe engine \`abacus\`.\n`);
  expect(completeness()).toMatch(/Tests\s+7 passed/);
  expect(files).toBe(2);
  expect(copy.touched.size - files).toBe(4);
});
