import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../architecture/sources.js';
import { built } from '../run/built.js';
import { archscale, file, twoLayer } from './archscale.js';
import type { PredictionJson, StudyJson } from './contract.js';

const bundle = built('cli.cjs');
const threeLayer = join(root, 'examples/three-layer.arch');
const broken = twoLayer.replace('he(3)', 'he(2)');

let client: Client;
let stderr = '';

beforeAll(async () => {
  const transport = new StdioClientTransport({ command: process.execPath, args: [bundle, 'mcp'], stderr: 'pipe' });
  transport.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  client = new Client({ name: 'test', version: '1' });
  await client.connect(transport);
});
afterAll(() => client.close());

/** Calls a tool as an agent would. */
async function call(name: string, input: Record<string, unknown>): Promise<CallToolResult> {
  return (await client.callTool({ name, arguments: input })) as CallToolResult;
}

/** All that a result says in words. */
function wordsOf({ content }: CallToolResult): string {
  return content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
}

describe('what the server offers', () => {
  it('says who it is and how to use it', () => {
    expect(client.getServerVersion()).toMatchObject({ name: 'archscale' });
    expect(client.getInstructions()).toContain('archscale://docs/language');
  });

  it('lists its tools, each with a description, its input, and whether it writes', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['predict', 'explain', 'compare', 'advise', 'validate']),
    );
    for (const { name, description, inputSchema, annotations } of tools) {
      expect(description, name).toBeTruthy();
      expect(Object.keys(inputSchema.properties ?? {}), name).toEqual(expect.arrayContaining(['file', 'source']));
      expect(annotations?.readOnlyHint, name).toBe(name !== 'validate');
    }
  });

  it('has the reference of the language and of the JSON as resources', async () => {
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri)).toEqual(['archscale://docs/language', 'archscale://docs/cli']);
    const { contents } = await client.readResource({ uri: 'archscale://docs/language' });
    expect(contents).toEqual([
      expect.objectContaining({
        text: readFileSync(join(root, 'docs/language.md'), 'utf8'),
        mimeType: 'text/markdown',
      }),
    ]);
  });
});

describe('predict', () => {
  it('answers a file in words and in the JSON of the command line', async () => {
    const result = await call('predict', { file: threeLayer });
    expect(result.isError).toBe(false);
    const { file: path, studies } = result.structuredContent as unknown as PredictionJson;
    expect(path).toBe(threeLayer);
    // Three layers specialise in the second: P* = sqrt(N2 d), and the file has N2 ~ 4 d.
    expect(studies[0]).toMatchObject({
      name: 'Cubic',
      samples: { expression: '2*d', exponents: { d: '1' }, value: 128 },
    });
    expect(wordsOf(result)).toContain('2·d = 128');
    expect(wordsOf(result)).toContain('lazy, specialization');
    expect(JSON.parse(lastPart(result))).toEqual(result.structuredContent);
  });

  it('answers text that is in no file', async () => {
    const { structuredContent, isError } = await call('predict', { source: twoLayer });
    expect(isError).toBe(false);
    // A two-layer network on He_3: sqrt(N d).
    expect((structuredContent as unknown as PredictionJson).studies[0]?.samples.expression).toBe('sqrt(N*d)');
  });

  it('takes text for what is in a file, and reads its imports from there', async () => {
    const path = file('scale d = 100\n', 'sizes.arch');
    const text = twoLayer.replace('scale d = 64', 'import "./sizes.arch"').replace('1024', '400');
    const { structuredContent } = await call('predict', { file: join(dirname(path), 'unsaved.arch'), source: text });
    // sqrt(400 * 100)
    expect((structuredContent as unknown as PredictionJson).studies[0]?.samples.value).toBeCloseTo(200);
  });

  it('lists only as many patterns as are wanted, and says how many are left out', async () => {
    const { structuredContent } = await call('predict', { file: threeLayer, study: 'Cubic', patterns: 2 });
    const [study] = (structuredContent as unknown as { studies: (StudyJson & { patternsLeftOut: number })[] }).studies;
    expect(study?.patterns).toHaveLength(2);
    expect(study?.patternsLeftOut).toBeGreaterThan(0);
  });
});

describe('explain', () => {
  it('derives the winner step by step, each with its rule and source', async () => {
    const result = await call('explain', { file: threeLayer });
    const { study } = result.structuredContent as unknown as {
      study: {
        pattern: { name: string };
        derivation: { title: string; rule: string; status: string; source: string }[];
      };
    };
    expect(study.pattern.name).toBe('lazy, specialization');
    expect(study.derivation.length).toBeGreaterThan(1);
    for (const { rule, status, source } of study.derivation) {
      expect(rule).toBeTruthy();
      expect(source).toBeTruthy();
      expect(['published', 'derived', 'conjecture']).toContain(status);
    }
    expect(wordsOf(result)).toMatch(/^1\. .*\n.*/m);
  });

  it('derives another pattern on request', async () => {
    const result = await call('explain', { file: threeLayer, pattern: 'lazy,lazy' });
    // Lazy kernels of a Gaussian in d dimensions see He_3 at d^3.
    expect(result.structuredContent).toMatchObject({
      study: { pattern: { name: 'lazy, lazy', energy: { exponents: { d: '3' } } } },
    });
    expect(wordsOf(await call('explain', { file: threeLayer, pattern: 'asleep' }))).toContain('lazy, specialization');
  });
});

it('compare ranks the studies of a file', async () => {
  const result = await call('compare', { file: join(root, 'examples/transition.arch') });
  const { studies } = result.structuredContent as unknown as { studies: { name: string; rank: number }[] };
  expect(Math.min(...studies.map(({ rank }) => rank))).toBe(1);
  for (const { name } of studies) expect(wordsOf(result)).toContain(name);
});

describe('advise', () => {
  it('finds the widths of the three-layer study with the least P*', async () => {
    const result = await call('advise', { file: threeLayer, free: ['N1', 'N2'] });
    expect(result.isError).toBe(false);
    // Narrow layers specialise with one unit each: E = d, which nothing undercuts.
    expect(result.structuredContent).toMatchObject({
      study: 'Cubic',
      goal: 'samples',
      energy: { exponents: { d: '1' } },
    });
    const { sizes, why } = result.structuredContent as { sizes: object; why: string[] };
    expect(Object.keys(sizes)).toEqual(['N1', 'N2']);
    for (const reason of why) expect(wordsOf(result).replaceAll(/\s+/g, ' ')).toContain(reason.replaceAll(/\s+/g, ' '));
  });

  it('says what is wrong with a question', async () => {
    const ask = async (input: object): Promise<string> =>
      wordsOf(await call('advise', { source: twoLayer, free: ['N'], ...input }));
    expect(await ask({ free: ['M'] })).toContain('M is no size of Cubic: it depends on');
    expect(await ask({ samples: 'd +' })).toContain('the field samples d +');
    expect(await ask({ goal: 'best' })).toContain('smallest');
    expect(await ask({ source: broken })).toMatch(/source\.arch:\d+:\d+: .*He/);
  });
});

describe('a tool error says what to do, with the diagnostics, and never where in the code', () => {
  it.each([
    ['a call without file and source', 'predict', {}, /Give file/],
    ['a file that is not there', 'predict', { file: '/nowhere/x.arch' }, /cannot be read: there is no such file/],
    ['a file of another kind', 'predict', { file: join(root, 'package.json') }, /not an \.arch file/],
    ['a study that is not there', 'explain', { source: twoLayer, study: 'Other' }, /no study Other; it has Cubic/],
    [
      'an unnamed study of several',
      'explain',
      { source: `${twoLayer}study B { network: TwoLayer target: cubic }` },
      /field study \(Cubic, B\)/,
    ],
    ['an error of the file', 'predict', { source: broken }, /source\.arch:\d+:\d+: .*He/],
    ['a study that depends on an error', 'explain', { source: broken }, /source\.arch:\d+:\d+: .*He/],
    ['a text without a study', 'compare', { source: 'scale d = 64' }, /has no study: add one/],
    ['text of no sense', 'predict', { source: '}{ \u0000 (' }, /source\.arch:1:\d+/],
    ['a wrong type', 'predict', { file: 7 }, /expected string/],
    [
      'a study without a size to sweep',
      'validate',
      { source: twoLayer.replace('gaussian(d)', 'gaussian(64)').replace('width: N', 'width: 1024') },
      /has no size to sweep/,
    ],
  ])('%s', async (_case, tool, input, message) => {
    const result = await call(tool, input);
    // A file without a study has no error: the command line answers an empty list as well.
    expect(result.isError).toBe(tool !== 'compare');
    expect(wordsOf(result)).toMatch(message);
    expect(wordsOf(result)).not.toMatch(/\n\s+at |fault of archscale/);
  });

  it('the JSON has the diagnostics too', async () => {
    const { structuredContent } = await call('predict', { source: broken });
    const { diagnostics } = structuredContent as unknown as PredictionJson;
    expect(diagnostics).toEqual([expect.objectContaining({ severity: 'error' })]);
  });
});

describe('validate', () => {
  it('measures the exponent and tells how far it is', async () => {
    const steps: number[] = [];
    const result = (await client.callTool(
      { name: 'validate', arguments: { source: twoLayer.replace('N = 1024', 'N ~ d') } },
      undefined,
      { onprogress: ({ progress }) => steps.push(progress) },
    )) as CallToolResult;
    // N ~ d, so E = sqrt(N*d) = d.
    expect(result.structuredContent).toMatchObject({
      status: 'finished',
      predicted: { exponent: '1' },
      verdict: 'agrees',
    });
    expect(wordsOf(result)).toContain('agrees');
    expect(steps.length).toBeGreaterThan(0);
    expect(steps).toEqual(steps.toSorted((one, other) => one - other));
  });

  it('ends when it is cancelled, keeps its points beside the file, and is continued by the same call', async () => {
    const path = file(readFileSync(join(root, 'examples/two-layer.arch')), 'mine.arch');
    const result = join(dirname(path), '.archscale/mine/Cubic-rate/result.json');
    const statusOf = (): unknown => (JSON.parse(readFileSync(result, 'utf8')) as { status: string }).status;
    const cancellation = new AbortController();
    const run = client.callTool({ name: 'validate', arguments: { file: path } }, undefined, {
      signal: cancellation.signal,
      onprogress: () => cancellation.abort(),
    });
    await expect(run).rejects.toThrow();
    await expect.poll(statusOf).toBe('interrupted');
    // The server is at work still, for other calls.
    expect((await call('compare', { file: path })).isError).toBe(false);

    const { structuredContent } = await call('validate', { file: path });
    expect(structuredContent).toMatchObject({ status: 'finished', verdict: 'agrees' });
    const events = readFileSync(join(dirname(result), 'events.jsonl'), 'utf8');
    const points = (structuredContent as { points: unknown[] }).points;
    expect(events.match(/"event":"point"/g)).toHaveLength(points.length);
  });
});

it('ends with its client, and keeps the points of what was being measured', async () => {
  const path = file(readFileSync(join(root, 'examples/two-layer.arch')), 'mine.arch');
  const result = join(dirname(path), '.archscale/mine/Cubic-rate/result.json');
  const server = spawn(process.execPath, [bundle, 'mcp']);
  const ended = new Promise((resolve) => server.on('close', resolve));
  const send = (message: object): boolean => server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const clientInfo = { name: 'test', version: '1' };
  send({ id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo } });
  send({ method: 'notifications/initialized' });
  send({ id: 2, method: 'tools/call', params: { name: 'validate', arguments: { file: path } } });
  await expect.poll(() => existsSync(result)).toBe(true);
  server.stdin.end();
  expect(await ended).toBe(0);
  expect(JSON.parse(readFileSync(result, 'utf8'))).toMatchObject({ status: 'interrupted' });
});

it('has written nothing on stderr', () => {
  expect(stderr).toBe('');
});

function lastPart({ content }: CallToolResult): string {
  const part = content.at(-1);
  return part?.type === 'text' ? part.text : '';
}

describe('answers of many studies', () => {
  const many = `${twoLayer}${Array.from({ length: 44 }, (_, n) => `study S${n} { network: TwoLayer target: cubic }\n`).join('')}`;

  it.each(['predict', 'compare'])('come in pages, each study once: %s', async (tool) => {
    const found: string[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const { structuredContent } = await call(tool, { source: many, ...(cursor !== undefined && { cursor }) });
      const answer = structuredContent as { studies: { name: string }[]; nextCursor?: string };
      expect(answer.studies.length).toBeLessThanOrEqual(20);
      found.push(...answer.studies.map(({ name }) => name));
      cursor = answer.nextCursor;
      pages++;
    } while (cursor !== undefined);
    expect([pages, found.length, new Set(found).size]).toEqual([3, 45, 45]);
  });

  it.each(['-1', '45', 'x', '1e1', ''])('begin at no cursor that none gave: %j', async (cursor) => {
    const result = await call('predict', { source: many, cursor });
    expect([result.isError, wordsOf(result)]).toEqual([true, expect.stringContaining('cursor is none')]);
  });

  it('list the patterns after those that are skipped', async () => {
    const listed = async (input: object): Promise<object[]> => {
      const { structuredContent } = await call('predict', { file: threeLayer, ...input });
      return (structuredContent as unknown as PredictionJson).studies[0]?.patterns as object[];
    };
    const all = await listed({ patterns: 100 });
    expect([...(await listed({ patterns: 2 })), ...(await listed({ patterns: 100, skip: 2 }))]).toEqual(all);
  });
});

describe('a tool refuses what it does not take', () => {
  it.each([
    ['validate', { level: 'training' }],
    ['validate', { preset: 'quick', engine: 'js' }],
    ['advise', { free: ['N1'], sample: '20*d' }],
    ['predict', { studies: ['S'] }],
    ['compare', { study: 'S' }],
    ['explain', { patterns: 3 }],
  ])('%s %j', async (name, more) => {
    const result = await call(name, { source: twoLayer, ...more }).catch((error: unknown) => error as Error);
    const said = result instanceof Error ? result.message : wordsOf(result);
    expect(result instanceof Error || result.isError).toBe(true);
    const unknown = Object.keys(more).filter((key) => key !== 'free');
    expect(said).toContain(`this tool has no argument ${unknown.join(', ')}`);
    expect(said).toContain('file, source');
  });

  it('and says so in its schema', async () => {
    const { tools } = await client.listTools();
    for (const { inputSchema } of tools) expect(inputSchema).toMatchObject({ additionalProperties: false });
  });
});

describe('a tool takes the address of a file for its path', () => {
  it.each(['predict', 'compare', 'explain'])('%s', async (name) => {
    const path = file(twoLayer);
    const { href } = pathToFileURL(path);
    const [byPath, byAddress] = [await call(name, { file: path }), await call(name, { file: href })];
    expect(byAddress.isError).toBe(false);
    expect(byAddress.structuredContent).toEqual(byPath.structuredContent);
  });

  it.each([
    ['an escaped letter', (href: string) => href.replace('.arch', '%2Earch')],
    ['a host that is this one', (href: string) => href.replace('file:///', 'file://localhost/')],
    ['capital letters', (href: string) => href.replace('file:', 'FILE:')],
  ])('with %s', async (_, address) => {
    const { href } = pathToFileURL(file(twoLayer));
    expect((await call('predict', { file: address(href) })).isError).toBe(false);
  });

  it.each(['file://other.host/a.arch', 'file:///a%2Fb.arch', 'file:///etc/passwd'])('but not %s', async (address) => {
    const result = await call('predict', { file: address });
    expect(result.isError).toBe(true);
    expect(wordsOf(result)).toMatch(/is not the address of a file on this machine|is not an \.arch file/);
  });
});

describe('an error in an imported file is said to be there', () => {
  const broken = (): { readonly path: string; readonly imported: string } => {
    const path = file(`import "./broken.arch"\n${twoLayer}`);
    writeFileSync(join(dirname(path), 'broken.arch'), '\n\n\nscale broken = 3 +\n');
    return { path, imported: `${join(dirname(path), 'broken.arch')}:` };
  };

  it.each([
    ['predict', {}],
    ['compare', {}],
    ['validate', {}],
    ['explain', {}],
    ['advise', { free: ['N'] }],
  ])('by the tool %s', async (name, more) => {
    const { path, imported } = broken();
    const said = wordsOf(await call(name, { file: path, ...more }));
    if (name === 'predict' || name === 'compare') expect(said).toContain(imported);
    expect(said).not.toMatch(new RegExp(`${path.replaceAll('.', '\\.')}:[3-9]:`));
  });

  it.each([['predict'], ['compare'], ['validate', '--plan'], ['advise', '--free', 'N'], ['diagram'], ['curve']])(
    'by the command %s',
    (...[name, ...options]) => {
      const { path, imported } = broken();
      const { stderr } = archscale([name ?? '', path, ...options]);
      expect(stderr).toContain(imported);
      expect(stderr).not.toContain(`${path}:`);
    },
  );
});
