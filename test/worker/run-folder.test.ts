import { URI } from 'langium';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../validation/plan.js';
import type { Point } from '../../validation/result.js';
import { openHostFolder } from '../../worker/run-folder.js';
import { Host } from './host.js';
import { inWords } from '../in-words.js';

const folder = URI.parse('served:/project/.archscale/net/Cubic-rate');
const at = (name: string): string => `${folder.toString()}/${name}`;

/** As much of a plan as a folder looks at. */
const planOf = (study: string): Plan => ({ study, points: [{}, {}, {}] }) as unknown as Plan;
const point: Point = { sizes: { d: 64 }, seed: 1, value: 70, error: 0 };

describe('the folder of a run that a browser keeps', () => {
  it('begins with the plan, and gets each event as a line of its own', async () => {
    const host = new Host();
    const run = await openHostFolder(host.files, folder, planOf('Cubic'));
    await run.events.append({ event: 'point', index: 1, point });
    await run.events.append({ event: 'finished', seconds: 2 });
    expect(JSON.parse(host.texts.get(at('plan.json')) ?? '')).toEqual(planOf('Cubic'));
    expect(host.texts.get(at('events.jsonl'))?.split('\n').length).toBe(3);
    expect(run.recovered.size).toBe(0);
  });

  it('is continued by the same plan: the points that it has are not measured again, and a line cut short is dropped', async () => {
    const host = new Host();
    const first = await openHostFolder(host.files, folder, planOf('Cubic'));
    await first.events.append({ event: 'point', index: 1, point });
    host.texts.set(at('events.jsonl'), `${host.texts.get(at('events.jsonl'))}{"event":"poi`);
    const second = await openHostFolder(host.files, folder, planOf('Cubic'));
    expect([...second.recovered]).toEqual([[1, point]]);
    await second.events.append({ event: 'point', index: 2, point });
    const third = await openHostFolder(host.files, folder, planOf('Cubic'));
    expect([...third.recovered.keys()]).toEqual([1, 2]);
    expect(third.setAside).toBeUndefined();
  });

  it('keeps the files of another plan aside', async () => {
    const host = new Host();
    const first = await openHostFolder(host.files, folder, planOf('Cubic'));
    await first.events.append({ event: 'point', index: 1, point });
    const second = await openHostFolder(host.files, folder, planOf('Quintic'));
    expect(second.setAside).toBe('earlier-1');
    expect(second.recovered.size).toBe(0);
    expect(host.texts.get(at('earlier-1/events.jsonl'))).toContain('"index":1');
    const third = await openHostFolder(host.files, folder, planOf('Cubic'));
    expect(third.setAside).toBe('earlier-2');
  });

  it('is left alone while a program on the desktop has it', async () => {
    const host = new Host();
    host.texts.set(at('run.lock'), '{}');
    await expect(inWords(openHostFolder(host.files, folder, planOf('Cubic')))).rejects.toThrow('A program runs in');
    expect([...host.texts.keys()]).toEqual([at('run.lock')]);
  });

  it('says where it cannot be written', async () => {
    const host = new Host();
    host.texts.set = () => {
      throw new Error('the disk is full');
    };
    await expect(inWords(openHostFolder(host.files, folder, planOf('Cubic')))).rejects.toThrow(
      /Cannot write .*plan\.json: the/,
    );
  });
});
