import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { javascript } from '../../../validation/engines/js/javascript.js';
import { jobConstants } from '../../../validation/engines/torch/job-constants.js';
import { torch } from '../../../validation/engines/torch/torch.js';
import type { Cost, Plan, PlannedNetwork, PlannedTarget, Point } from '../../../validation/index.js';
import { valuesIn } from '../../../validation/network/layer.js';
import { sampleInputs } from '../../../validation/network/input.js';
import { numericNetwork } from '../../../validation/network/network.js';
import { fillGaussian, gaussianSource } from '../../../validation/network/random.js';
import { numericTarget } from '../../../validation/network/target.js';
import { startingPosition } from '../../../validation/training/sample/chains.js';
import { effectiveSampleSize, normalScores, splitRHat } from '../../../validation/training/sample/convergence.js';
import { posteriorOf } from '../../../validation/training/sample/posterior.js';
import { sharedSource, streams } from '../../../validation/training/sample/data-set.js';
import { alignmentWeights } from '../../../validation/training/sample/alignment-weights.js';
import { words } from '../../../present/words/words.js';
import { engineScript, pytorch } from './pytorch.js';
import { chainsMethod, chainsPlan, cubicPoint, hermiteTarget, twoLayers } from './studies.js';
import { inWords } from '../../in-words.js';

const python = pytorch?.path ?? '';

/** Runs Python with the modules of the engine; gives what it prints, line by line. */
function inPython(program: string, input: unknown = null): unknown[] {
  const prelude = `import sys, json; sys.path.insert(0, ${JSON.stringify(dirname(engineScript))}); sys.dont_write_bytecode = True; import torch, threading\nfrom archscale_torch import batching, data, diagnostics, ensemble, measuring, network, sampler\n`;
  const printed = execFileSync(python, ['-c', prelude + program], { input: JSON.stringify(input), encoding: 'utf8' });
  return printed
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

const dense = (name: string, width: number, residual = false) =>
  ({ name, kind: 'dense', residual, sizes: { width }, activation: 'erf' }) as const;

const networks: [string, PlannedNetwork, PlannedTarget][] = [
  ['two layers', twoLayers(5, 7), hermiteTarget(3)],
  [
    'a deep residual stack in mean-field scaling',
    {
      ...twoLayers(5, 6, 'gelu'),
      layers: [dense('h1', 6), dense('h2', 6, true), dense('h3', 4)],
      output: { kind: 'linear', scaling: 'meanfield' },
    },
    {
      name: 'mixed',
      kind: 'hermite',
      terms: [
        { degree: 1, coefficient: 1 },
        { degree: 3, coefficient: -0.3 },
      ],
      directions: 2,
    },
  ],
  ...(['flatten', 'mean', 'sum'] as const).map((kind): [string, PlannedNetwork, PlannedTarget] => [
    `a convolution with the output ${kind}`,
    {
      name: 'Conv',
      input: { kind: 'patches', count: 3, size: 4 },
      layers: [{ name: 'c', kind: 'conv', residual: false, sizes: { channels: 5 }, activation: 'tanh' }],
      output: { kind, scaling: 'standard' },
    },
    hermiteTarget(1),
  ]),
  [
    'layers and a readout with variances of their own',
    {
      ...twoLayers(6, 5),
      layers: [
        { ...dense('g', 5), sizes: { width: 5, variance: 0.5 } },
        { ...dense('h', 4), sizes: { width: 4, variance: 2 } },
      ],
      output: { kind: 'linear', scaling: 'meanfield', variance: 8 },
    },
    hermiteTarget(3),
  ],
  [
    'a function of a form',
    twoLayers(5, 7),
    {
      name: 'deep',
      kind: 'hierarchical',
      form: 2,
      terms: [
        { degree: 1, coefficient: 1 },
        { degree: 3, coefficient: -0.5 },
      ],
    },
  ],
  [
    'attention behind a layer on each token',
    {
      name: 'Head',
      input: { kind: 'tokens', length: 4, dimension: 3 },
      layers: [dense('e', 5), { name: 'a', kind: 'attention', residual: false, sizes: { heads: 2 } }],
      output: { kind: 'linear', scaling: 'standard' },
    },
    { name: 'tri', kind: 'attentive', degree: 3 },
  ],
];

describe.skipIf(!pytorch)('the torch engine', () => {
  it.each(networks)('has the same data and the same function as the embedded one: %s', (_, network, target) => {
    const samples = 6;
    const numeric = numericNetwork(network);
    const x = sampleInputs(network.input, samples, sharedSource(5, streams.samples));
    const weights = fillGaussian(new Float64Array(numeric.parameters), gaussianSource(3));
    const pass = numeric.on(samples);
    pass.forward(weights, x);
    const [answer] = inPython(
      `job = json.load(sys.stdin)
x = data.inputs(job["network"], 5, 1, ${samples})
model = network.Network(job["network"])
weights = torch.tensor(job["weights"], dtype=torch.float64).reshape(1, 1, -1)
features = model.features(model.views(weights), x.reshape([1, 1] + list(x.shape)))
f = network.answered(features, weights[:, :, model.hidden_count :])
print(json.dumps({"x": x.flatten().tolist(), "y": data.target_values(job["target"], job["network"], x).tolist(), "f": f.flatten().tolist()}))`,
      { network, target, weights: [...weights] },
    );
    const { x: theirs, y, f } = answer as { x: number[]; y: number[]; f: number[] };
    expect(theirs).toHaveLength(samples * valuesIn(numeric.input));
    const close = (a: readonly number[], b: Float64Array): number =>
      Math.max(...a.map((value, index) => Math.abs(value - (b[index] ?? NaN))));
    expect(close(theirs, x)).toBeLessThan(1e-12);
    expect(close(y, numericTarget(target, network.input)(x, samples))).toBeLessThan(1e-10);
    expect(close(f, pass.output)).toBeLessThan(1e-9);
  });

  it.each(
    networks.flatMap((one) => (['integrated', 'sampled'] as const).map((readout) => [one[0], readout, one] as const)),
  )(
    'has the gradient of the embedded one, padded beside a larger data set: %s, readout %s',
    (_, readout, [, network, target]) => {
      const method = chainsMethod({ readout, freshInputs: 16, chains: { prior: 1, informed: 0 } });
      const points = [4, 9].map((samples) => ({
        ...cubicPoint(4, samples, 5, { ridge: 0.3 }),
        network,
        target,
        informed: [],
      }));
      const places = points.map((point) => {
        const posterior = posteriorOf(point, method);
        const at = startingPosition(posterior, undefined, gaussianSource(point.sampling.samples));
        const gradient = new Float64Array(posterior.dimension);
        posterior.gradient(at, gradient);
        return { at: [...at], gradient, alignment: posterior.alignment(at) };
      });
      const [answer] = inPython(
        `job = json.load(sys.stdin)
points = job["plan"]["points"]
with torch.no_grad():
    chains = ensemble.Ensemble(network.Network(points[0]["network"]), points, job, torch.device("cpu"))
    chains.weights.copy_(torch.tensor(job["at"]).unsqueeze(1))
    chains.refresh()
    print(json.dumps({"gradient": chains.slope.squeeze(1).tolist(), "alignment": chains.look()[0].flatten().tolist()}))`,
        { ...jobConstants, plan: chainsPlan(points, method), at: places.map(({ at }) => at) },
      );
      const { gradient, alignment } = answer as { gradient: number[][]; alignment: number[] };
      for (const [index, place] of places.entries()) {
        // Single precision there: to about a millionth of the largest slope, times the ten or so terms of each sum.
        const largest = Math.max(...place.gradient.map(Math.abs));
        expect(gradient[index]).toHaveLength(place.gradient.length);
        for (const [k, slope] of place.gradient.entries()) {
          expect(Math.abs((gradient[index]?.[k] ?? NaN) - slope)).toBeLessThan(1e-4 * largest);
        }
        expect(alignment[index]).toBeCloseTo(place.alignment, 4);
      }
    },
  );

  it.each(['integrated', 'sampled'] as const)(
    'agrees with the embedded engine on the same plan, point by point, within the errors: readout %s',
    async (readout) => {
      const method = chainsMethod({ readout, draws: 200, chains: { prior: 2, informed: 2 } });
      const plan = chainsPlan(
        [1, 2].flatMap((seed) =>
          [32, 64].map((samples) => cubicPoint(6, samples, seed, { ridge: 1, step: 0.1, steps: 4000 })),
        ),
        method,
      );
      const [ours, theirs] = [await pointsOf(javascript, plan), await pointsOf(torch, plan)];
      expect(ours.size).toBe(4);
      for (const [index, { value, error, seen }] of ours) {
        const other = theirs.get(index);
        expect(Math.abs(value - (other?.value ?? NaN))).toBeLessThan(5 * Math.hypot(error, other?.error ?? NaN));
        expect(error).toBeLessThan(0.05);
        for (const temperature of [seen?.['temperature'], other?.seen?.['temperature']]) {
          expect(Math.abs(Number(temperature) - 1)).toBeLessThan(0.1);
        }
      }
    },
    400_000,
  );

  it('sees the same alignment of a component', () => {
    const target: PlannedTarget = {
      name: 'mixed',
      kind: 'hermite',
      terms: [
        { degree: 1, coefficient: 1 },
        { degree: 3, coefficient: -0.7 },
      ],
      directions: 1,
    };
    const network = twoLayers(4, 3);
    const x = sampleInputs(network.input, 12, sharedSource(5, streams.fresh));
    const y = numericTarget(target, network.input)(x, 12);
    for (const component of [undefined, 1, 3]) {
      const [theirs] = inPython(
        `job = json.load(sys.stdin)
x = data.inputs(job["network"], 5, 2, 12)
print(json.dumps(data.alignment_weights(job["target"], job["network"], x, job.get("component")).tolist()))`,
        { network, target, ...(component === undefined ? {} : { component }) },
      );
      const ours = alignmentWeights({ network, target }, { x, y }, component);
      for (const [index, value] of (theirs as number[]).entries()) expect(value).toBeCloseTo(ours[index] ?? NaN, 10);
    }
  });

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

  it('runs chains on until they have mixed, by what the embedded engine counts as mixed', () => {
    // A third of the draws of one chain lies apart, or none; plain noise has mixed.
    const normal = gaussianSource(8);
    const chainsAt = (apart: number): number[][] =>
      [0, 0, 0, apart].map((shift) =>
        Array.from({ length: 800 }, (_, draw) => normal() + (draw % 3 === 0 ? shift : 0)),
      );
    const cases = [0, 0.1, 0.5, 3].map(chainsAt);
    const printed = inPython(
      `for chains in json.load(sys.stdin):
    draws = torch.tensor(chains, dtype=torch.float64)
    print(json.dumps([diagnostics.split_r_hat(draws), diagnostics.effective_sample_size(diagnostics.normal_scores(draws))]))`,
      cases,
    ) as [number, number][];
    for (const [index, chains] of cases.entries()) {
      expect(printed[index]?.[0]).toBeCloseTo(splitRHat(chains), 8);
      expect((printed[index]?.[1] ?? NaN) / effectiveSampleSize(normalScores(chains))).toBeCloseTo(1, 6);
    }
  });

  it.each([
    ['mixed', 1, 0],
    ['not mixed', 0.02, 2],
  ])('doubles chains that have %s as often as it must, as the embedded engine does', async (_, step, doublings) => {
    // Few samples and a large ridge: hardly more than the prior, in which a step of 1 makes each draw new.
    const point = cubicPoint(4, 4, 1, { ridge: 1000, step, steps: 1000 });
    const plan = chainsPlan(
      [point],
      chainsMethod({ readout: 'integrated', draws: 500, doublings: 2, freshInputs: 16 }),
    );
    for (const engine of [javascript, torch]) {
      const seen = (await pointsOf(engine, plan)).get(0)?.seen;
      expect(Number(seen?.['doublings'] ?? 0)).toBe(doublings);
      expect(seen?.['mixed']).toBe(doublings === 0 ? 'yes' : 'no');
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

  it('tells of diverged chains and does not average them', async () => {
    const plan = chainsPlan([cubicPoint(8, 64, 1, { step: 1, steps: 200 })], chainsMethod({ draws: 20 }));
    for (const engine of [javascript, torch]) {
      const point = (await pointsOf(engine, plan)).get(0);
      expect(point?.seen).toMatchObject({ diverged: 4, mixed: 'no' });
      expect(point).toMatchObject({ value: 0, error: 1 });
    }
  }, 60_000);

  it('takes its job from a file too', () => {
    const folder = mkdtempSync(join(tmpdir(), 'archscale-job-'));
    try {
      const plan = chainsPlan([cubicPoint(8, 16, 1, { steps: 50 })], chainsMethod({ draws: 10, freshInputs: 32 }));
      writeFileSync(join(folder, 'job.json'), JSON.stringify({ ...jobConstants, plan, done: [] }));
      const printed = execFileSync(python, [engineScript, join(folder, 'job.json')], { encoding: 'utf8' });
      expect(printed).toContain('"event": "chains"');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('says which kind of layer it does not know', async () => {
    const point = cubicPoint(8, 16, 1);
    const strange = { ...twoLayers(8, 8), layers: [{ ...dense('h', 8), kind: 'wavelet' as 'dense' }] };
    const plan = chainsPlan([{ ...point, network: strange }]);
    await expect(inWords(pointsOf(torch, plan))).rejects.toThrow(/does not know layers of kind wavelet.*engine js/);
  });
});

/** A text of an engine as its readers have it. */
const wordsOf = (text: Cost['basis']): string => (typeof text === 'string' ? text : words(text));

async function pointsOf(engine: typeof torch, plan: Plan): Promise<Map<number, Point>> {
  const points = new Map<number, Point>();
  await engine.run(plan, new Set(), (event) => {
    if (event.event === 'point') points.set(event.index, event.point);
    return Promise.resolve();
  });
  return points;
}
