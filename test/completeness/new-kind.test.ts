import { afterAll, beforeAll, expect, test } from 'vitest';
import { CopiedRepository } from './copied-repository.js';

/** A copy of the repository, in which kinds are added. */
let copy: CopiedRepository;
/** The files that were changed or added, by what for. */
const touched = { layer: new Set<string>(), activation: new Set<string>(), target: new Set<string>() };

beforeAll(() => {
  copy = new CopiedRepository([
    ...['theory', 'language', 'validation', 'present', 'protocol', 'server', 'cli', 'worker', 'lint', 'packaging'],
    ...['l10n', 'docs', 'syntaxes', 'package.json', 'tsconfig.base.json', 'langium-config.json', 'vitest.config.ts'],
    ...['test/completeness', 'test/architecture', 'test/property-seed.ts'],
  ]);
  copy.writeUncounted(
    'tsconfig.kinds.json',
    JSON.stringify({
      extends: './tsconfig.base.json',
      compilerOptions: { composite: false, noEmit: true, emitDeclarationOnly: false, incremental: false },
      include: ['test/completeness/kinds.test.ts'],
    }),
  );
});
afterAll(() => copy.remove());

type Family = keyof typeof touched;

function add(family: Family, path: string, text: string): void {
  touched[family].add(path);
  copy.write(path, text);
}

/** Puts a text behind the only place where another stands. */
function insert(family: Family, path: string, behind: string, text: string): void {
  touched[family].add(path);
  copy.insert(path, behind, text);
}

const compiled = (): string => copy.run('tsc', ['--project', 'tsconfig.kinds.json']);
const completeness = (): string =>
  copy.run('vitest', ['run', 'test/completeness/kinds.test.ts', '-t', '(layer mixer|activation swell) ']);

/** The files in which the compiler misses a name. */
function missing(output: string, name: string): string[] {
  const lines = output.split('\n').filter((line) => line.includes(`'${name}' is missing`));
  return [...new Set(lines.map((line) => line.slice(0, line.indexOf('('))))].sort();
}

test('a new kind of layer, activation or target is missed by name wherever it must be known, until it is there', () => {
  // The descriptors and their entries.
  add(
    'layer',
    'theory/kinds/mixer.ts',
    copy.copied('theory/kinds/norm.ts', [
      ['const norm', 'const mixer'],
      ["LayerKind<'norm'>", "LayerKind<'mixer'>"],
      ["kind: 'norm'", "kind: 'mixer'"],
      ["keyword: 'norm'", "keyword: 'mixer'"],
      ['norm n1', 'mixer m1'],
      ['Norm layers', 'Mixers'],
    ]),
  );
  insert(
    'layer',
    'theory/kinds/index.ts',
    "import { norm } from './norm.js';\n",
    "import { mixer } from './mixer.js';\n",
  );
  insert('layer', 'theory/kinds/index.ts', 'const all = [', 'mixer, ');
  add(
    'activation',
    'theory/activations/swell.ts',
    copy.copied('theory/activations/quadratic.ts', [['quadratic', 'swell']]),
  );
  const activationIndex = 'theory/activations/index.ts';
  insert('activation', activationIndex, "import { sin } from './sin.js';\n", "import { swell } from './swell.js';\n");
  insert('activation', activationIndex, 'const all = [', 'swell, ');
  add(
    'target',
    'theory/targets/plain.ts',
    copy.copied('theory/targets/attentive.ts', [
      ['attentive', 'plain'],
      ['AttentiveTarget', 'PlainTarget'],
      ["feature: 'plain'", "feature: 'attentive'"],
    ]),
  );
  const targetIndex = 'theory/targets/index.ts';
  insert(
    'target',
    targetIndex,
    "import type { TargetKind } from './target-kind.js';\n",
    "import { plain, type PlainTarget } from './plain.js';\n",
  );
  insert('target', targetIndex, 'export type Target = ', 'PlainTarget | ');
  insert('target', targetIndex, '  hermite,\n', '  plain,\n');

  const first = compiled();
  const consumers = ['cli/export/pytorch/layers.ts', 'cli/import/kinds.ts', 'validation/engines/torch/kinds.ts'];
  expect(missing(first, 'mixer'), first).toEqual([
    ...consumers.slice(0, 2),
    'present/words/kinds.ts',
    consumers[2],
    'validation/engines/webgpu/kinds.ts',
    'validation/network/kinds.ts',
    'validation/rate/measurable.ts',
  ]);
  expect(missing(first, 'swell')).toEqual([
    ...consumers,
    'validation/engines/webgpu/wgsl/activations.ts',
    'validation/network/activations.ts',
  ]);
  expect(missing(first, 'plain')).toEqual([
    'cli/export/pytorch/data.ts',
    'cli/import/kinds.ts',
    'present/words/kinds.ts',
    'validation/engines/torch/kinds.ts',
    'validation/network/target.ts',
  ]);
  // Switches over the kinds of targets.
  for (const path of ['validation/rate/measurable.ts', 'validation/rate/components/model.ts'])
    expect(
      first.split('\n').some((line) => line.startsWith(path) && line.includes('return statement')),
      path,
    ).toBe(true);

  // The grammar rule, the numeric file, and an entry a consumer.
  insert('layer', 'language/arch.langium', 'NormLayer | ', 'MixerLayer | ');
  insert(
    'layer',
    'language/arch.langium',
    "kind='norm' name=Name LayerArguments?;\n",
    "\nMixerLayer:\n    kind='mixer' name=Name LayerArguments?;\n",
  );
  copy.generate();
  add(
    'layer',
    'validation/network/mixer.ts',
    copy.copied('validation/network/norm.ts', [['const norm:', 'const mixer:']]),
  );
  insert(
    'layer',
    'validation/network/kinds.ts',
    "import { norm } from './norm.js';\n",
    "import { mixer } from './mixer.js';\n",
  );
  insert('layer', 'validation/network/kinds.ts', '  norm,\n', '  mixer,\n');
  insert('layer', 'validation/rate/measurable.ts', '  norm: { needed: [] },\n', "  mixer: { refused: 'no-values' },\n");
  insert('layer', 'validation/engines/webgpu/kinds.ts', '  norm: notInWebGpu,\n', '  mixer: notInWebGpu,\n');
  insert(
    'layer',
    'validation/engines/torch/kinds.ts',
    "  norm: 'handled',\n",
    "  mixer: { refused: 'not-in-torch' },\n",
  );
  insert('layer', 'cli/import/kinds.ts', "  norm: { fallback: 'norm' },\n", "  mixer: { refused: 'not-in-models' },\n");
  insert(
    'layer',
    'cli/export/pytorch/layers.ts',
    "  block: { refused: 'stands-for-others' },\n",
    "  mixer: { refused: 'no-values' },\n",
  );
  insert(
    'layer',
    'present/words/kinds.ts',
    'Readonly<Record<LayerKindName, LayerKindWords>> = {\n',
    "  mixer: { summary: () => t('A layer that mixes.') },\n",
  );
  insert(
    'activation',
    'validation/network/activations.ts',
    'Readonly<Record<ActivationName, ActivationFunction>> = {\n',
    '  swell: { value: (z) => z * z, slope: (z) => 2 * z },\n',
  );
  insert(
    'activation',
    'cli/export/pytorch/layers.ts',
    '(z: string) => string>> = {\n',
    '  swell: (z) => `torch.square(${z})`,\n',
  );
  insert(
    'activation',
    'cli/import/kinds.ts',
    "Readonly<Record<ActivationName, 'recognised' | Refusal>> = {\n",
    "  swell: { refused: 'not-in-models' },\n",
  );
  insert(
    'activation',
    'validation/engines/torch/kinds.ts',
    'Readonly<Record<ActivationName, InTorch>> = {\n',
    "  swell: { refused: 'not-in-torch' },\n",
  );
  insert(
    'activation',
    'validation/engines/webgpu/wgsl/activations.ts',
    'Readonly<Record<ActivationName, string>> = {\n',
    "  swell: value('return z * z;') + slope('return 2.0 * z;'),\n",
  );
  const said = completeness();
  for (const part of ['docs', 'mark', 'translation']) expect(said).toContain(`the layer mixer > ${part} handles it`);
  expect(said).toContain('add it to docs/language.md');
  expect(said).toContain('docs/theory.md has no section "Mixers"');
  expect(said).toContain('add the row of layer mixer to docs/language.md');
  expect(said).not.toContain('the layer mixer > predict');
  expect(said).toContain('the activation swell > mark handles it');

  // The target's entries, the docs and the translation.
  insert(
    'target',
    'validation/network/target.ts',
    '  mixture: { values: mixtureValues, directions: (target) => axesOf(target).length },\n',
    "  plain: { refused: 'no-values' },\n",
  );
  insert(
    'target',
    'validation/engines/torch/kinds.ts',
    'Readonly<Record<TargetKindName, InTorch>> = {\n',
    "  plain: { refused: 'not-in-torch' },\n",
  );
  insert(
    'target',
    'cli/import/kinds.ts',
    "  mixture: { refused: 'not-in-models' },\n",
    "  plain: { refused: 'not-in-models' },\n",
  );
  insert('target', 'cli/export/pytorch/data.ts', '  mixture: mixtureCode,\n', "  plain: () => '',\n");
  insert('target', 'present/words/kinds.ts', '  mixture: undefined,\n', '  plain: undefined,\n');
  insert('target', 'validation/rate/measurable.ts', '  switch (target.kind) {\n', "    case 'plain':\n");
  insert(
    'target',
    'validation/rate/components/model.ts',
    '  switch (target.kind) {\n',
    "    case 'plain':\n      return [];\n",
  );
  for (const path of ['validation/drawn/target.ts', 'validation/training/sample/features.ts'])
    insert('target', path, '  switch (target.kind) {\n', "    case 'plain':\n      return [];\n");
  const weights = 'validation/training/sample/alignment-weights.ts';
  insert('target', weights, "Exclude<PlannedTarget, { kind: 'attentive'", " | 'plain'");
  insert('target', weights, "component === undefined || target.kind === 'attentive'", " || target.kind === 'plain'");
  insert(
    'layer',
    'docs/theory.md',
    '## Norm layers\n',
    '\nAs norms.\n\n## Mixers\n\nA mixer is one (**derived**).\n\n',
  );
  insert(
    'activation',
    'docs/theory.md',
    '| `quadratic`          | degree 2                    | even    |\n',
    '| `swell` | degree 2 | even |\n',
  );
  insert('layer', 'docs/language.md', '- `norm` is a layer', ' (and `mixer`)');
  insert('activation', 'docs/language.md', 'Activations: ', '`swell`, ');
  const row = (name: string, cells: string): string => `| ${name} | yes | yes | ${cells} |\n`;
  const header = '## What each part does with each kind\n';
  const table = copy.read('docs/language.md').split(header)[1] ?? '';
  const rule = /^\| -.*\n/m.exec(table)?.[0] ?? '';
  const old = copy.read('docs/language.md');
  const rows =
    row('layer `mixer`', '`no-values` | yes | `not-in-webgpu` | `not-in-torch` | `no-values` | `not-in-models`') +
    row('activation `swell`', 'yes | yes | yes | `not-in-torch` | yes | `not-in-models`');
  add(
    'layer',
    'docs/language.md',
    old.replace(header + table, () => header + table.replace(rule, rule + rows)),
  );
  insert('layer', 'l10n/bundle.l10n.de.json', '{\n', '  "A layer that mixes.": "Eine Schicht, die mischt.",\n');
  expect(compiled()).toBe('');
  const last = completeness();
  expect(last).not.toContain('FAIL');
  expect(last).toMatch(/Tests .*\d+ passed/);
});

test('what is added is three files and an entry a consumer, an activation one and its function', () => {
  const isEntry = (path: string): boolean =>
    /(^|\/)(index|kinds|layers|measurable|activations|target|features|alignment-weights|data|planned|model)\.ts$|^(docs|l10n)\//.test(
      path,
    );
  expect([...touched.layer].filter((path) => !isEntry(path)).sort()).toEqual([
    'language/arch.langium',
    'theory/kinds/mixer.ts',
    'validation/network/mixer.ts',
  ]);
  expect([...touched.activation].filter((path) => !isEntry(path))).toEqual(['theory/activations/swell.ts']);
  expect([...touched.target].filter((path) => !isEntry(path))).toEqual(['theory/targets/plain.ts']);
});
