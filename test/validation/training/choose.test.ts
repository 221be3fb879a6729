import { describe, expect, it } from 'vitest';
import { engineHere, quickerOf } from '../../../validation/engines/choose.js';
import type { Engine, EngineName } from '../../../validation/engines/engine.js';
import { EngineFailedError, InterruptedError } from '../../../validation/errors.js';
import { chainsPlan, cubicPoint } from './studies.js';
import { words } from '../../../present/words/words.js';

const plan = chainsPlan([cubicPoint(8, 16, 1)]);

/** An engine that would take so many seconds. */
const engine = (name: EngineName, seconds: number | undefined, prepare?: () => Promise<void>): Engine => ({
  name,
  version: '1',
  runtime: {},
  methods: ['langevin'],
  device: () => name,
  ...(prepare ? { prepare } : {}),
  cost: () => Promise.resolve(seconds === undefined ? undefined : { seconds, megabytes: 1, basis: 'Told.' }),
  run: () => Promise.resolve(),
});

describe('the engine that is taken where the choice is open', () => {
  it('is the quicker one, and the reason has both times', async () => {
    const quicker = await quickerOf(plan, engine('js', 140), engine('torch', 40));
    expect(quicker.engine.name).toBe('torch');
    expect(quicker.why && words(quicker.why)).toBe('about 40 s here, 2 min with js');
    const slower = await quickerOf(plan, engine('js', 40), engine('torch', 60));
    expect(slower.engine.name).toBe('js');
    expect(slower.why && words(slower.why)).toBe('about 40 s here, 60 s with torch');
  });

  it('is the embedded one where the other is not there or cannot say what it takes', async () => {
    const missing = engine('torch', 1, () => Promise.reject(new EngineFailedError('no Python')));
    const left = await quickerOf(plan, engine('js', 40), missing);
    expect(left.engine.name).toBe('js');
    expect(left.why && words(left.why)).toBe('torch is not there');
    expect((await quickerOf(plan, engine('js', 40), engine('torch', undefined))).engine.name).toBe('js');
  });

  it('is not looked for any more when the user interrupts', async () => {
    const interruption = new AbortController();
    const slow = engine('torch', 1, () => {
      interruption.abort();
      return Promise.reject(new InterruptedError('interrupted'));
    });
    await expect(quickerOf(plan, engine('js', 40), slow, interruption.signal)).rejects.toThrow(InterruptedError);
  });

  it('is the one that was asked for', async () => {
    expect(await engineHere('js', plan)).toMatchObject({ engine: { name: 'js' } });
    expect((await engineHere('torch', plan)).why).toBeUndefined();
  });
});
