// The alignment of two layers, erf, He_3, N = d = 16, kappa = 0.2, by the engine torch with chains of 240 units of time, the readout
// integrated out or, with `sampled`, not:
//   node test/bench/alignment.mjs [PYTHON] [sampled]
// Known, of an independent program: 0.43(4) at P = 320 and 0.59(2) at P = 640.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const engine = fileURLToPath(new URL('../../validation/engines/torch/archscale_torch', import.meta.url));
const readout = process.argv[3] ?? 'integrated';
const [d, seeds, draws] = [16, 8, 200];
const points = [320, 640].flatMap((samples) =>
  Array.from({ length: seeds }, (_, index) => ({
    sizes: { d, N: d, P: samples },
    seed: index + 1,
    network: {
      name: 'TwoLayer',
      input: { kind: 'gaussian', dimension: d },
      layers: [{ name: 'h', kind: 'dense', residual: false, sizes: { width: d }, activation: 'erf' }],
      output: { kind: 'linear', scaling: 'standard' },
    },
    target: { name: 'cubic', kind: 'hermite', terms: [{ degree: 3, coefficient: 1 }], directions: 1 },
    informed: [{ pattern: 'specialization', degree: 1, units: 3 }],
    sampling: {
      samples,
      ridge: 0.2,
      ...(readout === 'integrated' ? { step: 0.04, steps: 6000 } : { step: 0.012, steps: 20_000 }),
    },
  })),
);
const method = {
  kind: 'langevin',
  readout,
  friction: 1,
  draws,
  doublings: 0,
  burnIn: 0.5,
  freshInputs: 4096,
  chains: { prior: 2, informed: 2 },
};

// As validation/engines/torch/job-constants.ts has them.
const mixing = { rHat: 1.01, effectivePerChain: 100, hottest: 2 };
const informedStart = { units: { along: 1.5, across: 0.5 }, heads: { along: 1, across: 1 } };

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const error = (values) =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)) / Math.max(values.length - 1, 1));

const child = spawn(process.argv[2] ?? 'python3', [engine], { stdio: ['pipe', 'pipe', 'inherit'] });
child.stdin.write(`${JSON.stringify({ plan: { method, points }, done: [], mixing, informedStart })}\n`);
const begun = performance.now();
const found = new Map();
for await (const line of createInterface({ input: child.stdout })) {
  const event = JSON.parse(line);
  if (event.event === 'failed') throw new Error(event.message);
  if (event.event !== 'chains') continue;
  const { samples } = points[event.index].sampling;
  const ofStart = (start) =>
    mean(event.draws.filter((_, chain) => event.starts[chain] === start).map((row) => mean(row.slice(draws / 2))));
  found.set(samples, [...(found.get(samples) ?? []), { prior: ofStart('prior'), informed: ofStart('informed') }]);
}
child.stdin.end();
for (const [samples, rows] of found) {
  const values = rows.map(({ prior, informed }) => (prior + informed) / 2);
  process.stdout.write(
    `P = ${samples}: ${mean(values).toFixed(3)} +- ${error(values).toFixed(3)} over ${rows.length} data sets, ` +
      `prior ${mean(rows.map(({ prior }) => prior)).toFixed(3)}, informed ${mean(rows.map(({ informed }) => informed)).toFixed(3)}\n`,
  );
}
process.stdout.write(`${((performance.now() - begun) / 1000).toFixed(0)} s\n`);
