import { afterAll, beforeAll, expect, test } from 'vitest';
import { CopiedRepository } from './copied-repository.js';

let copy: CopiedRepository;

beforeAll(() => {
  copy = new CopiedRepository([
    ...['client', 'package.json', 'package.nls.json', 'package.nls.de.json', 'vitest.config.ts'],
    ...['test/completeness/pages.test.ts', 'test/architecture/sources.ts', 'test/property-seed.ts'],
    'test/vscode/accessibility.test.ts',
  ]);
});
afterAll(() => copy.remove());

/** What the completeness test says of the page that is added. */
const completeness = (): string =>
  copy.run('vitest', ['run', 'test/completeness/pages.test.ts', '-t', 'the page gauge']);

test('a page without all that it needs is missed by name; with four files and an entry a consumer it is complete', () => {
  const changes = [
    ['networkPage', 'gaugePage'],
    ['NetworkPage', 'GaugePage'],
    ['archscale.network', 'archscale.gauge'],
    ["'network'", "'gauge'"],
    ['clientCommands.showNetwork', "'archscale.showGauge'"],
  ] as const;
  copy.write('client/gauge/page/main.ts', copy.copied('client/network/page/main.ts', changes));
  const first = completeness();
  for (const part of [
    'has its contract and its panel beside its script',
    'package.json, activationEvents',
    'package.json, package.nls.json, package.nls.de.json',
    'client/features.ts',
    'test/vscode/accessibility.test.ts',
  ])
    expect(first).toMatch(new RegExp(`(×|FAIL).*${part.replaceAll('.', '\\.')}`));

  copy.write('client/gauge/page.ts', copy.copied('client/network/page.ts', changes));
  copy.write('client/gauge/messages.ts', copy.read('client/network/messages.ts'));
  copy.insert(
    'client/features.ts',
    "import { networkPage } from './network/page.js';\n",
    "import { gaugePage } from './gauge/page.js';\n",
  );
  copy.insert('client/features.ts', '  networkPage,\n', '  gaugePage,\n');
  const files = copy.touched.size;

  // The consumers that have a language of their own: the manifest, its two translations, and the test of accessibility.
  copy.insert('package.json', '"onWebviewPanel:archscale.network",\n', '    "onWebviewPanel:archscale.gauge",\n');
  copy.insert(
    'package.json',
    '"commands": [\n',
    '      { "command": "archscale.showGauge", "title": "%command.showGauge%", "category": "Archscale" },\n',
  );
  for (const path of ['package.nls.json', 'package.nls.de.json'])
    copy.insert(path, '{\n', '  "command.showGauge": "Gauge",\n');
  copy.insert(
    'test/vscode/accessibility.test.ts',
    'const pages = [\n',
    "  { name: 'gauge', command: 'Archscale: Gauge', shows: '#gauge' },\n",
  );
  const last = completeness();
  expect(last).toMatch(/Tests\s+6 passed/);
  expect(files).toBe(4);
  expect(copy.touched.size - files).toBe(4);
});
