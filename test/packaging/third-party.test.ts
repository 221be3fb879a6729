import { build } from 'esbuild';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json';
import { writeThirdParty } from '../../packaging/third-party.mjs';

interface BillOfMaterials {
  readonly serialNumber: string;
  readonly components: readonly {
    readonly name: string;
    readonly version: string;
    readonly purl: string;
    readonly licenses: readonly { readonly expression?: string; readonly license?: { readonly id: string } }[];
  }[];
}

const notices = readFileSync('dist/third-party-licenses.txt', 'utf8');
const bill = JSON.parse(readFileSync('dist/sbom.cdx.json', 'utf8')) as BillOfMaterials;
const folder = mkdtempSync(join(tmpdir(), 'archscale-third-party-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The packages of which a bundle has code, by the comments that esbuild puts before each file. */
async function packagesIn(entryPoint: string, platform: 'node' | 'browser'): Promise<string[]> {
  const { outputFiles } = await build({
    ...{ entryPoints: [entryPoint], platform, bundle: true, write: false, outdir: folder, external: ['vscode'] },
    ...{ format: 'esm', splitting: true, loader: { '.md': 'text', '.py': 'text' }, logLevel: 'error' },
  });
  const code = outputFiles.map(({ text }) => text).join('\n');
  const files = code.matchAll(/^\s*(?:\/\/|\/\*) node_modules\/((?:@[^/\s]+\/)?[^/\s]+)\//gm);
  return [...new Set([...files].map((match) => match[1] ?? ''))];
}

describe('what goes with the bundles', () => {
  it.each([
    ['client/desktop/extension.ts', 'node'],
    ['server/main.ts', 'node'],
    ['cli/main.ts', 'node'],
    ['validation/engines/js/chain-worker.ts', 'node'],
    ['validation/estimate/estimate-worker.ts', 'node'],
    ['client/results/page/main.ts', 'browser'],
    ['client/diagram/page/main.ts', 'browser'],
  ] as const)('names every package of %s, with its licence', async (entryPoint, platform) => {
    const packages = await packagesIn(entryPoint, platform);
    expect(packages.length).toBeGreaterThan(0);
    const listed = new Set(bill.components.map(({ name }) => name));
    expect(packages.filter((name) => !listed.has(name))).toEqual([]);
    expect(packages.filter((name) => !notices.includes(`\n${name} `))).toEqual([]);
  });

  it('has no licence but permissive ones', () => {
    const permissive = ['MIT', 'ISC', '0BSD', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BSL-1.0'];
    const licences = bill.components.flatMap(({ licenses: [first] }) =>
      (first?.expression ?? first?.license?.id ?? '').replaceAll(/[()]/g, '').split(/ AND | OR /),
    );
    expect([...new Set(licences)].filter((licence) => !permissive.includes(licence))).toEqual([]);
  });

  it('is the same for the same packages, and another for others', () => {
    const metafile = (path: string): object => ({ outputs: { out: { inputs: { [path]: { bytesInOutput: 1 } } } } });
    const serial = (...paths: string[]): string => {
      writeThirdParty(paths.map(metafile), folder);
      return (JSON.parse(readFileSync(join(folder, 'sbom.cdx.json'), 'utf8')) as BillOfMaterials).serialNumber;
    };
    const [one, other] = ['node_modules/commander/index.js', 'node_modules/chart.js/auto/auto.js'];
    expect(serial(one, other)).toBe(serial(other, one));
    expect(serial(one)).not.toBe(serial(one, other));
    expect(serial(one)).toMatch(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/);
  });
});

describe('dependencies', () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { version?: string; integrity?: string; link?: boolean; resolved?: string }>;
  };

  it('are pinned by version and by hash, and come from the registry', () => {
    const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
    expect(packages.length).toBeGreaterThan(100);
    const loose = packages.filter(([, { version, integrity, link }]) => link || !version || !integrity);
    expect(loose.map(([path]) => path)).toEqual([]);
  });

  it('are bundled: the package itself has none when it is installed', () => {
    expect(Object.keys(manifest)).not.toContain('dependencies');
  });
});
