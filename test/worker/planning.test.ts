import { describe, expect, it, vi } from 'vitest';
import type { Connection } from 'vscode-languageserver';
import { javascript } from '../../validation/engines/js/javascript.js';
import type { WebGpuEngine } from '../../validation/engines/webgpu/engine.js';
import { askPlan } from '../../protocol/in-worker.js';
import { planRequest } from '../../protocol/requests.js';
import type { PlanAnswer, PlanQuestion } from '../../protocol/runs.js';
import { engineInBrowser } from '../../worker/choose.js';
import { handlePlans } from '../../worker/planning.js';
import type { Plan } from '../../validation/plan.js';
import { chainsPlan, cubicPoint } from '../validation/training/studies.js';
import { Host } from './host.js';

const common = 'scale d = 64\ntarget cubic = he(3)\n';
const text = `import "./common.arch"
network Net { input gaussian(d) dense h (width: d, activation: erf) output linear }
study S { network: Net target: cubic validate { sweep: d from 128 to 512 points: 3 } }
study Torch { network: Net target: cubic validate { engine: torch } }
study Card { network: Net target: cubic validate { engine: webgpu level: training } }
network Fixed { input gaussian(64) dense h (width: 64, activation: erf) output linear }
study Sizes { network: Fixed target: cubic validate { points: 3 } }
`;

describe('a plan that is made in a worker', () => {
  const question = { uri: 'served:/project/net.arch', text };
  const ask = (asked: PlanQuestion): Promise<PlanAnswer> => {
    const host = new Host();
    host.texts.set('served:/project/common.arch', common);
    return new Promise((resolve, reject) => {
      const onRequest = (method: string, handler: (asked: PlanQuestion) => Promise<PlanAnswer>): void => {
        expect(method).toBe(planRequest.method);
        handler(asked).then(resolve, reject);
      };
      handlePlans({ onRequest } as unknown as Connection, host.files, { embedded: javascript });
    });
  };

  it('is that of the text in the editor, with imports through the host, and says how long it takes', async () => {
    const answer = await ask({ ...question, study: 'S' });
    if (!('plan' in answer)) throw new Error(answer.refusal);
    const { sweep, points, predicted, choices, cost } = answer.plan;
    expect(sweep).toEqual({ variable: 'd', values: [128, 256, 512] });
    expect(points).toBe(3);
    // P* ~ sqrt(N d) with N = d.
    expect(predicted.exponent).toBe('1');
    expect(choices).toContainEqual({ name: 'sweep', value: 'd from 128 to 512', why: 'asked for' });
    expect(cost?.seconds).toBeGreaterThan(0);
    expect(cost?.basis).toContain('timed');
  });

  it.each([
    ['Torch', 'The engine torch needs VS Code on the desktop'],
    ['Card', 'needs a browser with WebGPU'],
    ['Sizes', 'Sizes has no size to sweep'],
    ['None', 'None cannot be validated: correct the errors in it first.'],
  ])('says why there is none: %s', async (study, said) => {
    expect(await ask({ ...question, study })).toEqual({ refusal: expect.stringContaining(said) as string });
  });
});

describe('asking a worker for a plan', () => {
  const question = { uri: 'served:/net.arch', text, study: 'S' };
  const parts = (answer: Promise<unknown>) => {
    const worker = { addEventListener: vi.fn(), terminate: vi.fn() };
    const connection = {
      onNotification: vi.fn(),
      sendRequest: () => answer as never,
      listen: vi.fn(),
      dispose: vi.fn(),
    };
    return { worker, connection };
  };

  it('ends it with the answer', async () => {
    const { worker, connection } = parts(Promise.resolve({ refusal: 'no' }));
    expect(await askPlan(worker, connection, question, new AbortController().signal)).toEqual({ refusal: 'no' });
    expect(worker.terminate).toHaveBeenCalled();
  });

  it('ends it at once where the plan is not wanted any more', async () => {
    const { worker, connection } = parts(new Promise(() => undefined));
    const abort = new AbortController();
    const answer = askPlan(worker, connection, question, abort.signal);
    abort.abort();
    expect(await answer).toBeUndefined();
    expect(worker.terminate).toHaveBeenCalled();
  });

  it('has none where it fails', async () => {
    const { worker, connection } = parts(Promise.reject(new Error('broken')));
    expect(await askPlan(worker, connection, question, new AbortController().signal)).toBeUndefined();
  });
});

describe('the engine in a browser', () => {
  const webgpu = (isCard: boolean): WebGpuEngine => ({
    ...{ name: 'webgpu', version: '1', runtime: {}, methods: ['langevin'], device: () => 'a card' },
    ...{ run: () => Promise.resolve(), isWorthTiming: () => Promise.resolve(isCard) },
  });
  const chains = chainsPlan([cubicPoint(8, 16, 1)]);
  const saddles: Plan = { ...chains, level: 'rate', method: { kind: 'overlaps' } };
  const chosen = async (name: string, plan: Plan, card?: boolean): Promise<string> => {
    const engines = { embedded: javascript, ...(card === undefined ? {} : { webgpu: webgpu(card) }) };
    return (await engineInBrowser(engines, name, plan)).engine.name;
  };

  it('is that on a graphics card for chains, where the choice is open', async () => {
    expect(await chosen('auto', chains, true)).toBe('webgpu');
    expect(await chosen('auto', chains, false)).toBe('js');
    expect(await chosen('auto', chains)).toBe('js');
    expect(await chosen('auto', saddles, true)).toBe('js');
  });

  it('is the one that was asked for, or there is none', async () => {
    expect(await chosen('js', chains, true)).toBe('js');
    expect(await chosen('webgpu', chains, false)).toBe('webgpu');
    await expect(chosen('webgpu', saddles, true)).rejects.toThrow('no-engine');
  });
});
