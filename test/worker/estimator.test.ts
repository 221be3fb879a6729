import { describe, expect, it, vi } from 'vitest';
import type { Connection } from 'vscode-languageserver';
import { lowerStudy } from '../../language/index.js';
import { loadFile } from '../../language/file.js';
import { words } from '../../present/words/words.js';
import type { EstimateOutcome, EstimateTask } from '../../protocol/estimates.js';
import { serveEstimates } from '../../protocol/in-worker.js';
import { estimateRequest } from '../../protocol/requests.js';
import type { Study } from '../../theory/index.js';
import { estimatorOf, handleEstimates } from '../../worker/estimator.js';

type Handler = (task: EstimateTask, token: Token) => Promise<EstimateOutcome | null>;
interface Token {
  onCancellationRequested(listener: () => void): unknown;
}

const { signal: never } = new AbortController();

/** A worker that estimates, or one that never answers. */
function workerThat(answers: boolean) {
  const worker = { addEventListener: vi.fn(), terminate: vi.fn() };
  let handler: Handler | undefined;
  const onRequest = (method: string, handle: Handler): void => {
    expect(method).toBe(estimateRequest.method);
    handler = handle;
  };
  handleEstimates({ onRequest } as unknown as Connection);
  const sendRequest = (_: string, task: EstimateTask, token: Token): Promise<never> =>
    (answers ? handler?.(task, token) : new Promise(() => undefined)) as Promise<never>;
  return { worker, connection: { onNotification: vi.fn(), sendRequest, listen: vi.fn(), dispose: vi.fn() } };
}

/** A host of a language server that starts such workers: the connection of the server to it, and the workers. */
function hostOf(answers: boolean) {
  const started: ReturnType<typeof workerThat>[] = [];
  let handler: Handler | undefined;
  serveEstimates({ onRequest: (_: string, handle: unknown) => void (handler = handle as Handler) }, () => {
    const one = workerThat(answers);
    started.push(one);
    return one;
  });
  const sendRequest = (_: string, task: EstimateTask, token: Token): unknown => handler?.(task, token);
  return { connection: { sendRequest } as unknown as Connection, started };
}

async function exampleStudy(): Promise<Study> {
  const { studies } = await loadFile('examples/two-layer.arch', { wording: words });
  const [study] = studies.flatMap((node) => lowerStudy(node) ?? []);
  if (!study) throw new Error('two-layer.arch has no study');
  return study;
}

describe('an estimate for a language server in a worker', () => {
  it('is made in a worker of its own, which ends with it', async () => {
    const { connection, started } = hostOf(true);
    const outcome = await estimatorOf(connection).estimate(await exampleStudy(), '/nowhere', never);
    expect(outcome).toMatchObject({ kind: 'estimated', estimate: { variable: 'd' } });
    expect(started).toHaveLength(1);
    expect(started[0]?.worker.terminate).toHaveBeenCalled();
  });

  it('is ended with its worker where it is not wanted any more', async () => {
    const { connection, started } = hostOf(false);
    const abort = new AbortController();
    const outcome = estimatorOf(connection).estimate(await exampleStudy(), undefined, abort.signal);
    abort.abort();
    expect(await outcome).toBeUndefined();
    expect(started[0]?.worker.terminate).toHaveBeenCalled();
  });

  it('is given up after a minute, and says so', async () => {
    const study = await exampleStudy();
    vi.useFakeTimers();
    const { connection, started } = hostOf(false);
    const outcome = estimatorOf(connection).estimate(study, undefined, never);
    await vi.advanceTimersByTimeAsync(60_000);
    vi.useRealTimers();
    expect(await outcome).toEqual({ kind: 'refused', reason: { code: 'estimate-too-long', seconds: 60 } });
    expect(started[0]?.worker.terminate).toHaveBeenCalled();
  });

  it('is none where the host does not know the request', async () => {
    const connection = { sendRequest: () => Promise.reject(new Error('Unhandled method')) } as unknown as Connection;
    expect(await estimatorOf(connection).estimate(await exampleStudy(), undefined, never)).toBeUndefined();
  });
});
