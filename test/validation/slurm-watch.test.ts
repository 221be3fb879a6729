import { describe, expect, it } from 'vitest';
import type { QueuedPart } from '../../validation/slurm/queue.js';
import { sbatchOptions } from '../../validation/slurm/settings.js';
import { PartWatch } from '../../validation/slurm/watch.js';

const queued = (part: number, state: string, job = 1): QueuedPart => ({ job, part, state, reason: 'None' });
const nowhere = (): Promise<undefined> => Promise.resolve(undefined);
const point = { event: 'point', index: 0, point: { sizes: { d: 1 }, seed: 1, value: 1, error: 0 } } as const;

describe('a part that is not done', () => {
  it('is submitted when the cluster has never had it', async () => {
    expect(await new PartWatch().next([1, 2], [], nowhere)).toEqual([
      { kind: 'submit', part: 1 },
      { kind: 'submit', part: 2 },
    ]);
  });

  it('is submitted when it failed before this call, whatever it said then', async () => {
    const watch = new PartWatch();
    watch.saw({ part: 1, event: { event: 'failed', message: 'no memory' } });
    watch.begin();
    expect(await watch.next([1], [queued(1, 'FAILED')], nowhere)).toEqual([{ kind: 'submit', part: 1 }]);
  });

  it.each(['PENDING', 'RUNNING', 'COMPLETING', 'SUSPENDED', 'REQUEUED', 'PREEMPTED', 'CONFIGURING'])(
    'is left alone while it is %s',
    async (state) => {
      expect(await new PartWatch().next([1], [queued(1, state)], nowhere)).toEqual([]);
    },
  );

  it.each(['TIMEOUT', 'NODE_FAIL', 'OUT_OF_MEMORY', 'FAILED', 'COMPLETED', 'BOOT_FAIL', 'DEADLINE'])(
    'is submitted again after it ended as %s',
    async (state) => {
      const watch = new PartWatch();
      watch.submitted([1], 1);
      watch.saw({ part: 1, event: point });
      expect(await watch.next([1], [queued(1, state)], nowhere)).toEqual([{ kind: 'submit', part: 1, because: state }]);
    },
  );

  it('is judged by its last job, not by earlier ones', async () => {
    const watch = new PartWatch();
    watch.submitted([1], 7);
    const queue = [queued(1, 'CANCELLED', 6), queued(1, 'TIMEOUT', 7)];
    expect(await watch.next([1], queue, nowhere)).toMatchObject([{ kind: 'submit', because: 'TIMEOUT' }]);
  });

  it('is not submitted again when its user cancelled it, also where only the accounts know', async () => {
    const watch = new PartWatch();
    watch.submitted([1, 2], 3);
    const inAccounts = (): Promise<string> => Promise.resolve('CANCELLED by 1000');
    expect(await watch.next([1, 2], [queued(1, 'CANCELLED', 3)], inAccounts)).toEqual([
      { kind: 'cancelled', part: 1, job: 3 },
      { kind: 'cancelled', part: 2, job: 3 },
    ]);
  });

  it('is given up with its own words when its engine failed', async () => {
    const watch = new PartWatch();
    watch.submitted([1], 1);
    watch.saw({ part: 1, event: { event: 'failed', message: 'no memory' } });
    expect(await watch.next([1], [queued(1, 'FAILED')], nowhere)).toEqual([
      { kind: 'failed', part: 1, message: 'no memory', state: 'FAILED' },
    ]);
  });

  it('is given up after three starts in a row without a point, and not before', async () => {
    const watch = new PartWatch();
    const kinds: string[] = [];
    for (let job = 1; job <= 6; job++) {
      watch.submitted([1], job);
      if (job === 2) watch.saw({ part: 1, event: point });
      const [next] = await watch.next([1], [queued(1, 'NODE_FAIL', job)], nowhere);
      kinds.push(next?.kind ?? '');
      if (next?.kind === 'failed') break;
    }
    // The second measured a point, so the count begins again with the third.
    expect(kinds).toEqual(['submit', 'submit', 'submit', 'submit', 'failed']);
  });
});

describe('what is asked of sbatch', () => {
  it('is one argument for each setting, whatever is in it', () => {
    const options = sbatchOptions(
      { partition: 'gpu --uid=0', account: '-x', gpus: 'a100:2', memory: '8G', time: '1:00:00', atOnce: 3 },
      'archscale-S-0',
      [2, 5],
    );
    expect(options).toContain('--partition=gpu --uid=0');
    expect(options).toContain('--account=-x');
    expect(options).toContain('--gres=gpu:a100:2');
    expect(options).toContain('--array=2,5%3');
    expect(options).toContain('--signal=B:USR2@90');
    expect(options.every((option) => option.startsWith('--'))).toBe(true);
  });

  it('leaves to the cluster what is not set, but never fills it', () => {
    const options = sbatchOptions({}, 'archscale-S-0', [1]);
    expect(options).toContain('--array=1%16');
    expect(options.filter((option) => /partition|account|qos|gres|mem|time/.test(option))).toEqual([]);
  });
});
