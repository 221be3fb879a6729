import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { twoLayer } from '../cli/archscale.js';
import { built } from '../run/built.js';
import { expectNoFault } from './expectations.js';
import { mutatedJson, mutatedValue } from './json.js';
import { mutated } from './mutation.js';
import type { Random } from './random.js';
import { rounds, tell, timeout } from './rounds.js';

const cli = built('cli.cjs');

interface Answer {
  readonly id?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

const calls: readonly (readonly [string, object])[] = [
  ['tools/list', {}],
  ['resources/list', {}],
  ['resources/read', { uri: 'archscale://docs/cli' }],
  ['tools/call', { name: 'predict', arguments: { source: twoLayer } }],
  ['tools/call', { name: 'explain', arguments: { source: twoLayer, study: 'Cubic', pattern: 'lazy' } }],
  ['tools/call', { name: 'compare', arguments: { source: twoLayer } }],
  ['tools/call', { name: 'advise', arguments: { source: twoLayer, free: ['N'], goal: 'samples', parameters: 'd^2' } }],
];

/** A server for agents as its client sees it. */
class Agent {
  readonly server = spawn(process.execPath, [cli, 'mcp']);
  stderr = '';
  private readonly answered = new Map<unknown, (answer: Answer) => void>();
  private id = 0;

  constructor() {
    this.server.stderr.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    createInterface({ input: this.server.stdout }).on('line', (line) => {
      const answer = JSON.parse(line) as Answer;
      this.answered.get(answer.id)?.(answer);
      this.answered.delete(answer.id);
    });
  }

  /** Sends whatever text as a line. */
  send(text: string): void {
    this.server.stdin.write(`${text.replaceAll('\n', ' ')}\n`);
  }

  /** The answer to a request; fails when the server ends instead. */
  ask(method: string, params: unknown): Promise<Answer> {
    const id = ++this.id;
    return new Promise((resolve, reject) => {
      const fail = (what: string): void =>
        reject(new Error(`the server ${what}: ${this.stderr} ${JSON.stringify(params).slice(0, 5000)}`));
      const ended = (): void => fail('ended');
      const patience = setTimeout(() => fail('did not answer'), 60_000);
      this.server.once('exit', ended);
      this.answered.set(id, (answer) => {
        clearTimeout(patience);
        this.server.off('exit', ended);
        resolve(answer);
      });
      this.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    });
  }
}

test(
  'whatever an agent sends, each request is answered, and no more is shown than what is wrong',
  { timeout },
  async () => {
    const agent = new Agent();
    try {
      const clientInfo = { name: 'fuzz', version: '1' };
      await agent.ask('initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo });
      const tally = await rounds(80, async (random) => {
        if (random.chance(0.3)) agent.send(noise(random));
        const [method, params] = random.pick(calls);
        const asked = changedCall(params, random);
        const answer = await agent.ask(method, asked);
        for (const text of [answer.error?.message ?? '', ...words(answer)]) expectNoFault(text, JSON.stringify(asked));
        // It is at work still, for others.
        expect(await agent.ask('ping', {})).toMatchObject({ result: {} });
      });
      expect(agent.stderr).toBe('');
      tell('messages of agents', tally);
    } finally {
      const exit = once(agent.server, 'exit');
      agent.server.stdin.end();
      // A server that is busy for ever does not hear it.
      await Promise.race([exit, pause(10_000, undefined, { ref: false })]);
      agent.server.kill('SIGKILL');
    }
  },
);

function changedCall(params: object, random: Random): unknown {
  const given = params as { arguments?: { source?: string } };
  if (given.arguments?.source !== undefined && random.chance(0.5)) {
    return { ...params, arguments: { ...given.arguments, source: mutated(given.arguments.source, random) } };
  }
  return mutatedValue(params, random);
}

/** A line that no request waits for: a notification, an answer to nothing, or no message at all. */
function noise(random: Random): string {
  const [method, params] = random.pick(calls);
  return mutatedJson({ jsonrpc: '2.0', method: random.pick([method, 'notifications/cancelled']), params }, random);
}

/** The texts of an answer. */
function words({ result }: Answer): string[] {
  const { content } = (result ?? {}) as { readonly content?: readonly { readonly text?: string }[] };
  return (content ?? []).flatMap(({ text }) => text ?? []);
}
