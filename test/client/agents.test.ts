import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ToolServer } from '../../client/agents/tool-server.js';
import { root } from '../architecture/sources.js';
import { file, twoLayer } from '../cli/archscale.js';
import { built } from '../run/built.js';

const bundle = built('cli.cjs');
const never = new AbortController().signal;
const asNode = (): Record<string, string> => ({ ELECTRON_RUN_AS_NODE: '1' });

describe('the tools for language models', () => {
  const server = new ToolServer(bundle, '1', asNode);
  afterAll(() => server.dispose());

  it('answer in words and in JSON', async () => {
    const { texts, isError } = await server.call('predict', { source: twoLayer }, never);
    expect(isError).toBe(false);
    expect(texts[0]).toContain('√(N·d) = 256');
    expect(JSON.parse(texts.at(-1) ?? '')).toMatchObject({ studies: [{ name: 'Cubic' }] });
  });

  it('say what is wrong', async () => {
    const { texts, isError } = await server.call('predict', { file: '/nowhere.arch' }, never);
    expect(isError).toBe(true);
    expect(texts[0]).toBe('/nowhere.arch cannot be read: there is no such file.');
  });

  it('stop a measurement that is cancelled, and go on', async () => {
    const path = file(readFileSync(join(root, 'examples/two-layer.arch')));
    const cancellation = new AbortController();
    const measured = server.call('validate', { file: path }, cancellation.signal);
    cancellation.abort();
    await expect(measured).rejects.toThrow();
    expect((await server.call('compare', { file: path }, never)).isError).toBe(false);
  });

  it('begin anew after their process has ended, and share one while it runs', async () => {
    await server.dispose();
    const answers = await Promise.all([1, 2, 3].map(() => server.call('compare', { source: twoLayer }, never)));
    expect(answers.map(({ isError }) => isError)).toEqual([false, false, false]);
  });

  it('fail with a reason when there is no command line', async () => {
    const broken = new ToolServer(join(root, 'nowhere.cjs'), '1', asNode);
    await expect(broken.call('predict', { source: twoLayer }, never)).rejects.toThrow();
    await broken.dispose();
  });
});

it('are listed in the manifest as the server describes them', async () => {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [bundle, 'mcp'] }));
  const { tools } = await client.listTools();
  await client.close();
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    contributes: {
      languageModelTools: {
        name: string;
        modelDescription: string;
        inputSchema: { properties: object; required?: string[] };
      }[];
    };
  };
  const listed = manifest.contributes.languageModelTools;
  expect(listed.map(({ name }) => name)).toEqual(tools.map(({ name }) => `archscale_${name}`));
  for (const [index, { description, inputSchema }] of tools.entries()) {
    const { modelDescription, inputSchema: own } = listed[index] ?? expect.fail();
    // Only the server has the reference as a resource.
    expect(description).toContain(modelDescription);
    expect(inputSchema.properties).toMatchObject(own.properties);
    expect(inputSchema.required ?? []).toEqual(own.required ?? []);
    expect(Object.keys(inputSchema.properties ?? {})).toEqual(Object.keys(own.properties));
  }
});
