import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fillGaussian, gaussianSource } from '../../validation/network/random.js';
import type { PlannedNetwork, PlannedTarget } from '../../validation/plan.js';
import { chainPosterior } from '../../validation/training/sample/chain-posterior.js';
import { dataSet } from '../../validation/training/sample/data-set.js';
import { posteriorOf, type PosteriorPoint } from '../../validation/training/sample/posterior.js';
import { FrozenGradient } from './frozen-gradient.js';

const ridge = 0.2;
const method = { freshInputs: 8, readout: 'integrated' } as const;
const cubic: PlannedTarget = { name: 'cubic', kind: 'hermite', terms: [{ degree: 3, coefficient: 1 }], directions: 1 };
const attentive: PlannedTarget = { name: 'attentive', kind: 'attentive', degree: 3 };

type PlannedLayer = PlannedNetwork['layers'][number];

/** Times of one gradient in milliseconds of processor time, taken in turns. */
export interface GradientTimes {
  readonly name: string;
  readonly core: readonly number[];
  /** Of what it is compared with. */
  readonly other: readonly number[];
}

const dense = (width: number, other: Partial<PlannedLayer> = {}): PlannedLayer => ({
  name: 'h',
  kind: 'dense',
  residual: false,
  sizes: { width },
  activation: 'erf',
  ...other,
});

const heads = (count: number, other: Partial<PlannedLayer> = {}): PlannedLayer => ({
  name: 'a',
  kind: 'attention',
  residual: false,
  sizes: { heads: count },
  scores: { form: 'bilinear' },
  ...other,
});

function point(
  input: PlannedNetwork['input'],
  layers: readonly PlannedLayer[],
  samples: number,
  kind: PlannedNetwork['output']['kind'] = 'linear',
): PosteriorPoint {
  return {
    network: { name: 'Net', input, layers, output: { kind, scaling: 'standard' } },
    target: input.kind === 'tokens' ? attentive : cubic,
    seed: 1,
    sampling: { samples, ridge },
  };
}

const gaussian = (dimension: number): PlannedNetwork['input'] => ({ kind: 'gaussian', dimension });
const twoLayers = (d: number): PosteriorPoint => point(gaussian(d), [dense(d)], 20 * d);
const tokens: PlannedNetwork['input'] = { kind: 'tokens', length: 8, dimension: 16 };

/** Networks other than two layers, each compared with the reference of today. */
const others: readonly (readonly [string, PosteriorPoint])[] = [
  ['three layers, d = 32', point(gaussian(32), [dense(32), dense(32)], 640)],
  ['residual, d = 32', point(gaussian(32), [dense(32), dense(32, { residual: true, activation: 'gelu' })], 640)],
  ['experts, d = 32', point(gaussian(32), [dense(8, { sizes: { width: 8, experts: 4, active: 2 } })], 640)],
  [
    'convolution, 4 patches of 16',
    point(
      { kind: 'patches', count: 4, size: 16 },
      [dense(0, { kind: 'conv', sizes: { channels: 16 } })],
      640,
      'flatten',
    ),
  ],
  ['attention, 8 tokens of 16, 4 heads', point(tokens, [heads(4)], 320)],
  [
    'transformer block, 8 tokens of 16',
    point(
      tokens,
      [heads(1, { residual: true, block: 't' }), dense(16, { residual: true, block: 't', activation: 'gelu' })],
      320,
    ),
  ],
];

/** The whole gradient of two layers, against the frozen gradient of TypeScript. */
export function againstTypeScript(rounds: number): GradientTimes[] {
  return [16, 32, 64, 128].map((d) => {
    const planned = twoLayers(d);
    const { x, y } = dataSet(planned, 'samples', 20 * d);
    const frozen = new FrozenGradient(x, y, d, d, ridge);
    return inTurns(`two layers, d = N = ${d}`, planned, frozen, rounds);
  });
}

/** Other networks, against the reference in double precision. */
export function ofOtherKinds(rounds: number): GradientTimes[] {
  return others.map(([name, planned]) => inTurns(name, planned, posteriorOf(planned, method), rounds));
}

interface Gradient {
  gradient(at: Float64Array, into: Float64Array): void;
}

function inTurns(name: string, planned: PosteriorPoint, other: Gradient, rounds: number): GradientTimes {
  const core = chainPosterior(planned, method);
  const times = { name, core: [] as number[], other: [] as number[] };
  const at = fillGaussian(new Float64Array(core.dimension), gaussianSource(1));
  for (let round = -1; round < rounds; round++) {
    const [ours, theirs] = [timeOf(core, at), timeOf(other, at)];
    if (round < 0) continue;
    times.core.push(ours);
    times.other.push(theirs);
  }
  core.close();
  return times;
}

/** Gradients are repeated for so many milliseconds. */
const stretch = 60;

/** Milliseconds of processor time of one gradient. */
function timeOf(of: Gradient, at: Float64Array): number {
  const into = new Float64Array(at.length);
  const begun = performance.now();
  const before = process.cpuUsage();
  let done = 0;
  do {
    of.gradient(at, into);
    done++;
  } while (performance.now() - begun < stretch);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / done;
}

/** Times the products of a gradient of two layers in single precision, one line a round: 4 P d N + 3 P N^2 operations. */
const numpyScript = `
import sys, time
import numpy as np
for line in sys.stdin:
    d, n, p = (int(word) for word in line.split())
    x, w = np.ones((p, d), np.float32), np.ones((n, d), np.float32)
    phi, a = np.ones((p, n), np.float32), np.ones((n, n), np.float32)
    begun, before, done = time.perf_counter(), time.process_time(), 0
    while time.perf_counter() - begun < 0.06:
        x @ w.T; phi.T @ phi; phi @ a; phi.T @ x
        done += 1
    print(1000 * (time.process_time() - before) / done, flush=True)
`;

/** The whole gradient of two layers, against the matrix products in it by OpenBLAS in one thread; undefined where Python has no NumPy. */
export async function againstOpenBlas(rounds: number): Promise<GradientTimes[] | undefined> {
  const python = spawn('python3', ['-c', numpyScript], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
  });
  python.on('error', () => undefined);
  python.stdin.on('error', () => undefined);
  const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  const found: GradientTimes[] = [];
  for (const d of [32, 64, 128]) {
    const core = chainPosterior(twoLayers(d), method);
    const at = fillGaussian(new Float64Array(core.dimension), gaussianSource(1));
    const times = { name: `two layers, d = N = ${d}, against OpenBLAS`, core: [] as number[], other: [] as number[] };
    for (let round = -1; round < rounds; round++) {
      python.stdin.write(`${d} ${d} ${20 * d}\n`);
      const { value, done } = await lines.next();
      if (done) return undefined;
      const ours = timeOf(core, at);
      if (round < 0) continue;
      times.core.push(ours);
      times.other.push(Number(value));
    }
    core.close();
    found.push(times);
  }
  python.stdin.end();
  return found;
}
