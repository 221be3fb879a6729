import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../architecture/sources.js';
import { deadLinksIn } from '../packaging/dead-links.js';
import { twoLayer } from './archscale.js';

let project: string;

/** Runs a program in the project; its output. */
function run(program: string, args: readonly string[]): string {
  return execFileSync(program, args, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'archscale-project-'));
  execFileSync(process.execPath, [join(root, 'cli/library/package.mjs'), project], { stdio: 'ignore' });
  const [tarball = ''] = readdirSync(project).filter((name) => name.endsWith('.tgz'));
  writeFileSync(join(project, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }\n');
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--silent', `./${tarball}`]);
}, 120_000);
afterAll(() => rmSync(project, { recursive: true, force: true }));

describe('the packed library in an empty project', () => {
  it('brings nothing with it', () => {
    expect(readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['archscale']);
    const manifest = JSON.parse(readFileSync(join(project, 'node_modules/archscale/package.json'), 'utf8')) as object;
    expect(Object.keys(manifest).filter((key) => /dependencies|scripts|private|contributes/i.test(key))).toEqual([
      'peerDependencies',
      'peerDependenciesMeta',
    ]);
    // What the engine of that name is looked for in; npm installs it for nobody who does not ask.
    expect(manifest).toMatchObject({
      peerDependencies: { webgpu: expect.stringMatching(/^\^\d/) as string },
      peerDependenciesMeta: { webgpu: { optional: true } },
    });
  });

  it('holds what its entries name, and the documents', () => {
    const packed = join(project, 'node_modules/archscale');
    const isShared = (name: string): boolean => /^chunk-\w+\.cjs$/.test(name);
    expect(
      readdirSync(join(packed, 'dist'))
        .filter((name) => !isShared(name))
        .sort(),
    ).toEqual([
      ...['archscale_torch', 'chain-worker.cjs', 'cli.cjs', 'estimate-worker.cjs'],
      ...['index.cjs', 'index.d.cts', 'index.d.ts', 'index.mjs'],
      'third-party-licenses.txt',
    ]);
    expect(readdirSync(join(packed, 'dist/archscale_torch'))).toContain('__main__.py');
    expect(readdirSync(join(packed, 'docs'))).toEqual(expect.arrayContaining(['library.md', 'language.md']));
  });

  it('has no document with a link that leads nowhere', () => {
    expect(deadLinksIn(join(project, 'node_modules/archscale'))).toEqual([]);
  });

  it('is imported as an ECMAScript module', () => {
    const script =
      "import { predict } from 'archscale'; console.log((await predict(process.argv[1])).studies[0].samples.expression)";
    expect(run(process.execPath, ['--input-type=module', '--eval', script, twoLayer])).toBe('sqrt(N*d)\n');
  });

  it('is required as a CommonJS module', () => {
    const script =
      "require('archscale').predict(process.argv[1]).then(({ studies }) => console.log(studies[0].samples.expression))";
    expect(run(process.execPath, ['--input-type=commonjs', '--eval', script, twoLayer])).toBe('sqrt(N*d)\n');
  });

  it('has types for both, with strict checks of the declarations themselves', () => {
    for (const name of ['esm.mts', 'cjs.cts']) cpSync(join(root, 'test/cli/consumer', name), join(project, name));
    const options = ['--strict', '--target', 'es2022', '--module', 'nodenext', '--skipLibCheck', 'false'];
    const types = ['--typeRoots', join(root, 'node_modules/@types'), '--types', 'node'];
    run(process.execPath, [
      join(root, 'node_modules/@typescript/native/bin/tsc'),
      ...options,
      ...types,
      'esm.mts',
      'cjs.cts',
    ]);
    expect(JSON.parse(run(process.execPath, ['esm.mjs', twoLayer]))).toEqual({
      exponent: '1/2',
      verdict: null,
      inexact: '1/2',
      rule: 'published',
      samples: 'sqrt(N*d)',
    });
    expect(JSON.parse(run(process.execPath, ['cjs.cjs', twoLayer]))).toEqual({ value: 256, samples: 'sqrt(N*d)' });
  });

  it('has types that stand alone, for tools that bundle', () => {
    const options = [
      '--noEmit',
      '--strict',
      '--target',
      'es2022',
      '--module',
      'esnext',
      '--moduleResolution',
      'bundler',
    ];
    writeFileSync(
      join(project, 'page.ts'),
      "import { compare } from 'archscale';\nexport const ranks = compare('').then(({ studies }) => studies.map(({ rank }) => rank));\n",
    );
    run(process.execPath, [
      join(root, 'node_modules/@typescript/native/bin/tsc'),
      ...options,
      ...['--lib', 'es2022,dom', '--skipLibCheck', 'false', 'page.ts'],
    ]);
  });

  it('has the command line', () => {
    writeFileSync(join(project, 'net.arch'), twoLayer);
    expect(run('npx', ['--no-install', 'archscale', 'predict', 'net.arch'])).toContain('√(N·d) = 256');
  });

  it.each([
    ['language server', 'lsp --stdio', (message: string) => `Content-Length: ${message.length}\r\n\r\n${message}`],
    ['tools for agents', 'mcp', (message: string) => `${message}\n`],
  ])('has the %s', async (_, command, framed) => {
    const clientInfo = { name: 'test', version: '1' };
    const params = { processId: null, rootUri: null, protocolVersion: '2025-06-18', capabilities: {}, clientInfo };
    const server = spawn(process.execPath, ['node_modules/archscale/dist/cli.cjs', ...command.split(' ')], {
      cwd: project,
    });
    server.stdin.write(framed(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params })));
    const [answer] = (await once(server.stdout, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/Content-Length|"capabilities"/);
    server.stdin.end();
    await once(server, 'exit');
  });
});

it('knows nothing of Node', () => {
  const library = readFileSync(join(root, 'dist/index.mjs'), 'utf8');
  expect(library).not.toMatch(/["']node:/);
});
