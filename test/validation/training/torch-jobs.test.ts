import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jobConstants } from '../../../validation/engines/torch/job-constants.js';
import { torch } from '../../../validation/engines/torch/torch.js';
import type { Cost } from '../../../validation/index.js';
import { words } from '../../../present/words/words.js';
import { chainsMethod, chainsPlan, cubicPoint, twoLayers } from './studies.js';
import { inWords } from '../../in-words.js';
import { pointsOf } from './points-of.js';
import { engineScript, inPython, python, pytorch } from './pytorch.js';

/** A text of an engine as its readers have it. */
const wordsOf = (text: Cost['basis']): string => (typeof text === 'string' ? text : words(text));

describe.skipIf(!pytorch)('the jobs of the torch engine', () => {
  it('splits batches that would not fit the memory, and measures every point', () => {
    const points = [1, 2, 3].map((seed) => cubicPoint(8, 12 + 4 * seed, seed, { steps: 100 }));
    const plan = chainsPlan(points, chainsMethod({ draws: 10, freshInputs: 32 }));
    const lines = inPython(
      `job = json.load(sys.stdin)
stop = threading.Event()
for memory in (10**9, 120000, 1):
    sizes = [len(members) for _, members in batching.batches(job, set(), memory, torch.device("cuda"))]
    print(json.dumps(sizes))`,
      plan,
    );
    // Four chains of 72 weights and 32 inputs need about 56 kB a point. What fits nowhere is tried alone.
    expect(lines).toEqual([[3], [2, 1], [1, 1, 1]]);
  });

  it('gives the same chains in one batch, in batches that fit a memory, and in halves of one that did not fit after all', () => {
    const plan = chainsPlan(
      [1, 2, 3].map((seed) => cubicPoint(8, 16, seed, { steps: 50 })),
      chainsMethod({ readout: 'integrated', draws: 10, freshInputs: 32 }),
    );
    const events = inPython(
      `job = json.load(sys.stdin)
# In this process: workers would be others.
measuring.cores = batching.cores = lambda: 1
whole, sizes = measuring.sample, []
def counted(ensemble, points, *rest):
    sizes.append(len(points))
    return whole(ensemble, points, *rest)
def small(ensemble, points, *rest):
    sizes.append(len(points))
    if len(points) > 1:
        raise RuntimeError("CUDA out of memory. Tried to allocate 2 GiB")
    return whole(ensemble, points, *rest)
with torch.no_grad():
    for sampling, memory in ((counted, 10**9), (counted, 200000), (small, 10**9)):
        measuring.sample = sampling
        measuring.measure({**job, "memory": memory}, threading.Event())
        print(json.dumps({"event": "batches", "sizes": sizes}))
        sizes.clear()`,
      { ...jobConstants, plan },
    ) as { event: string; sizes: number[]; index: number; draws: number[][] }[];
    const runs: { sizes: number[]; draws: (number[][] | undefined)[] }[] = [];
    let draws: (number[][] | undefined)[] = [];
    for (const told of events) {
      if (told.event === 'chains') draws[told.index] = told.draws;
      if (told.event !== 'batches') continue;
      runs.push({ sizes: told.sizes, draws });
      draws = [];
    }
    expect(runs.map(({ sizes }) => sizes)).toEqual([[3], [2, 1], [3, 1, 2, 1, 1]]);
    const [together] = runs;
    expect(together?.draws.map((chains) => chains?.length)).toEqual([4, 4, 4]);
    for (const run of runs.slice(1)) {
      for (const [index, chains] of run.draws.entries()) {
        for (const [row, chain] of (chains ?? []).entries()) {
          for (const [draw, alignment] of chain.entries()) {
            // Products of other shapes may be rounded differently.
            expect(Math.abs(alignment - (together?.draws[index]?.[row]?.[draw] ?? NaN))).toBeLessThan(1e-4);
          }
        }
      }
    }
  });

  it('tells what a plan would take, more for longer chains', async () => {
    await torch.prepare?.();
    const costOf = async (steps: number): Promise<Cost | undefined> =>
      torch.cost?.(chainsPlan([cubicPoint(16, 320, 1, { steps })], chainsMethod({ readout: 'integrated' })));
    const [short, long] = [await costOf(1000), await costOf(100_000)];
    expect(short?.seconds).toBeGreaterThan(0);
    expect(long?.seconds).toBeGreaterThan(5 * (short?.seconds ?? NaN));
    expect(long?.megabytes).toBeGreaterThan(0);
    expect(long && wordsOf(long.basis)).toContain('timed on');
  });

  it('takes its job from a file too, and points without an informed start', () => {
    const folder = mkdtempSync(join(tmpdir(), 'archscale-job-'));
    try {
      const { informed, ...point } = cubicPoint(8, 16, 1, { steps: 50 });
      expect(informed).toBeDefined();
      const method = chainsMethod({ draws: 10, freshInputs: 32, chains: { prior: 2, informed: 0 } });
      const plan = chainsPlan([point], method);
      writeFileSync(join(folder, 'job.json'), JSON.stringify({ ...jobConstants, plan, done: [] }));
      const printed = execFileSync(python, [engineScript, join(folder, 'job.json')], { encoding: 'utf8' });
      expect(printed).toContain('"event": "chains"');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('says which kind of layer it does not know', async () => {
    const point = cubicPoint(8, 16, 1);
    const network = twoLayers(8, 8);
    const layers = network.layers.map((layer) => ({ ...layer, kind: 'wavelet' as 'dense' }));
    const strange = { ...network, layers };
    const plan = chainsPlan([{ ...point, network: strange }]);
    await expect(inWords(pointsOf(torch, plan))).rejects.toThrow(/does not know layers of kind wavelet.*engine js/);
  });
});
