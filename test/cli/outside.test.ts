import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pathToFileURL } from 'node:url';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { built } from '../run/built.js';
import { archscale } from './archscale.js';

// docs/security.md: imports and data are confined, and messages quote nothing of files outside.

const secret = 'topsecretpassword';
const bundle = built('cli.cjs');
const rows = `a,b,${secret}\n1,2,${secret}\n${secret},3,4\n`;

let top: string;
let project: string;
let socket: Server;

/** A project, with things in it that lead out of it, and a folder beside it. */
beforeAll(async () => {
  top = mkdtempSync(join(tmpdir(), 'archscale-confined-'));
  project = join(top, 'project');
  mkdirSync(join(project, 'nets'), { recursive: true });
  mkdirSync(join(top, 'beside'));
  writeFileSync(join(top, 'beside/secret.csv'), rows);
  writeFileSync(join(top, 'beside/secret.arch'), `${secret} : x : 0 : 0\n`);
  writeFileSync(join(top, 'beside/sizes.arch'), 'scale d = 64\n');
  writeFileSync(join(top, 'beside/numbers.csv'), Array.from({ length: 40 }, (_, n) => `${n % 7},${n % 5}\n`).join(''));
  writeFileSync(join(project, 'common.arch'), 'scale d = 64\n');
  writeFileSync(join(project, 'inside.csv'), `a,b\n1,2\n2,3\n3,4\n4,\u001b[31m${secret.repeat(3)}\n`);
  if (process.platform === 'win32') return;
  for (const end of ['csv', 'arch']) {
    symlinkSync(join(top, `beside/secret.${end}`), join(project, `link.${end}`));
    execFileSync('mkfifo', [join(project, `pipe.${end}`)]);
    symlinkSync('/dev/zero', join(project, `device.${end}`));
    symlinkSync('/proc/self/environ', join(project, `environment.${end}`));
  }
  symlinkSync(join(top, 'beside'), join(project, 'folder'));
  socket = createServer().listen(join(project, 'socket.csv'));
  await new Promise((resolve) => socket.once('listening', resolve));
});
afterAll(() => {
  socket.close();
  rmSync(top, { recursive: true, force: true });
});

const network = (input: string): string =>
  `scale N = 64\nnetwork A { input ${input} dense h (width: N, activation: erf) output linear }\ntarget t = he(3)\nstudy S { network: A target: t }\n`;

/** Predicts a text that lies in the project. */
function predicted(text: string, args: readonly string[] = [], cwd = project): { code: number | null; all: string } {
  const path = join(project, 'nets', `t${Math.random().toString(36).slice(2)}.arch`);
  writeFileSync(path, text);
  const { code, stdout, stderr } = archscale(
    ['predict', path, '--format', 'json', ...args],
    { LOUD_SECRET: secret },
    '',
    cwd,
  );
  return { code, all: stdout + stderr };
}

/** Paths that lead out of the project or to what is no regular file, with what is said of them. */
const ways = (end: 'csv' | 'arch'): (readonly [string, RegExp])[] => {
  const notRegular = /not a regular file|import a regular file/;
  return [
    [`TOP/beside/secret.${end}`, /outside the folders/],
    [`../../beside/secret.${end}`, /outside the folders/],
    [`../../beside/no-such.${end}`, /outside the folders/],
    [`../folder/secret.${end}`, /outside the folders/],
    [`../link.${end}`, /outside the folders/],
    [`../pipe.${end}`, notRegular],
    [`//server/share/secret.${end}`, /another machine/],
    [String.raw`\\server\share\secret.` + end, /another machine/],
  ];
};

describe.skipIf(process.platform === 'win32')('what lies outside of the project is not read', () => {
  it.each(ways('csv'))('as data: %s', (way, said) => {
    const path = way.replace('TOP', top);
    for (const input of [
      `data("${path}", label: x)`,
      `data("../../beside/../project/inside.csv", direction: "${path}")`,
    ]) {
      const { code, all } = predicted(network(input));
      expect(code, all).toBe(1);
      expect(all).not.toContain(secret);
      if (input.includes('label')) expect(all).toMatch(said);
    }
  });

  it.each(ways('arch'))('as an import: %s', (way, said) => {
    const { code, all } = predicted(`import "${way.replace('TOP', top)}"\n`);
    expect(code, all).toBe(1);
    expect(all).toMatch(said);
    expect(all).not.toContain(secret);
    expect(all).not.toContain('arch-syntax');
  });

  it.each([
    '/proc/self/environ',
    '/sys/kernel/notes',
    '/dev/zero',
    '../environment.csv',
    '../device.csv',
    '../socket.csv',
  ])('nor what the system makes up, wherever the user allowed to read: %s', (path) => {
    for (const args of [[], ['--allow-outside']]) {
      const { code, all } = predicted(network(`data("${path}", label: x)`), args);
      expect(code, all).toBe(1);
      expect(all).toMatch(/not a regular file|outside the folders/);
      expect(all).not.toContain(secret);
    }
  });

  it('but what lies in the working directory or beside the file is, and all with --allow-outside', () => {
    const text = 'import "../common.arch"\nscale N ~ d\n';
    expect(predicted(text).code).toBe(0);
    expect(predicted(text, [], join(project, 'nets')).all).toMatch(/outside the folders/);
    expect(predicted(text, ['--allow-outside'], join(project, 'nets')).code).toBe(0);
    expect(predicted(text, [], '/').all).toMatch(/outside the folders/);
    expect(predicted('import "../../beside/sizes.arch"\nscale N ~ d\n', ['--allow-outside']).all).toMatch(
      /"severity": "warning",\s+"code": "arch-import-outside"/,
    );
    expect(predicted(network('data("../../beside/numbers.csv")'), ['--allow-outside']).code).toBe(0);
  });

  it('and what is read by --allow-outside is not quoted', () => {
    for (const input of ['label: x', `label: "${'y'}"`]) {
      const { all } = predicted(network(`data("../../beside/secret.csv", ${input})`), ['--allow-outside']);
      expect(all).toContain('arch-data-unusable');
      expect(all).not.toContain(secret);
    }
    const { all } = predicted('import "../../beside/secret.arch"\n', ['--allow-outside']);
    expect(all).toContain('an error here, in a file outside');
    expect(all).not.toContain(secret);
  });

  it('and of a file inside no more than a few printable signs are quoted', () => {
    const { all } = predicted(network('data("../inside.csv", label: b)'));
    expect(all).toContain('is no number');
    expect(all).not.toContain(secret);
    expect(all).not.toContain('\u001b');
  });
});

describe.skipIf(process.platform === 'win32')('an agent', () => {
  const started = async (roots: readonly string[] | undefined, args: readonly string[] = []): Promise<Client> => {
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [bundle, 'mcp', ...args],
      cwd: project,
    });
    const client = new Client({ name: 'test', version: '1' }, { capabilities: roots ? { roots: {} } : {} });
    if (roots) {
      const { ListRootsRequestSchema } = await import('@modelcontextprotocol/sdk/types.js');
      const answer = { roots: roots.map((root) => ({ uri: pathToFileURL(root).toString() })) };
      client.setRequestHandler(ListRootsRequestSchema, () => answer);
    }
    await client.connect(transport);
    return client;
  };
  const textOf = async (client: Client, input: Record<string, unknown>, tool = 'predict'): Promise<string> => {
    const result = (await client.callTool({ name: tool, arguments: input })) as CallToolResult;
    return JSON.stringify(result);
  };

  it.each([
    ['data("/proc/self/environ", label: x)', /not a regular file|outside the folders/],
    ['data("../beside/secret.csv", label: x)', /outside the folders/],
    ['data("link.csv", label: x)', /outside the folders/],
    ['data("pipe.csv", label: x)', /not a regular file/],
  ])('reads no more than the command line does: %s', async (input, said) => {
    const client = await started(undefined);
    try {
      for (const tool of ['predict', 'explain', 'compare', 'validate']) {
        const answer = await textOf(client, { source: network(input) }, tool);
        expect(answer).toMatch(said);
        expect(answer).not.toContain(secret);
      }
    } finally {
      await client.close();
    }
  });

  it('has a file read that is there, and no link to another, and no folder of a file that is not there', async () => {
    const client = await started(undefined);
    try {
      expect(await textOf(client, { file: join(project, 'link.arch') })).toMatch(/outside of the folders/);
      mkdirSync(join(top, 'keys'), { recursive: true });
      writeFileSync(join(top, 'keys/secret.csv'), rows);
      const there = { file: join(top, 'keys/no-such.arch'), source: network('data("secret.csv", label: x)') };
      expect(await textOf(client, there)).toMatch(/outside the folders/);
      expect(await textOf(client, { file: join(project, 'pipe.arch') })).toMatch(/not a regular file/);
      expect(await textOf(client, { file: '/dev/zero.arch' })).toMatch(/no such file/);
    } finally {
      await client.close();
    }
  });

  it('of a client with roots reads below them alone', async () => {
    const client = await started([join(project, 'nets')]);
    writeFileSync(join(project, 'nets/own.arch'), 'scale d = 64\n');
    try {
      expect(await textOf(client, { file: join(project, 'nets/own.arch') })).toMatch(/no study/);
      expect(await textOf(client, { file: 'own.arch' })).toMatch(/no study/);
      for (const file of [join(project, 'common.arch'), join(top, 'beside/sizes.arch'), '../common.arch'])
        expect(await textOf(client, { file })).toMatch(/outside of the folders/);
      const naming = { source: 'import "../common.arch"\nscale N ~ d\n', file: join(project, 'nets/own.arch') };
      expect(await textOf(client, naming)).toMatch(/outside the folders/);
    } finally {
      await client.close();
    }
  });
});
