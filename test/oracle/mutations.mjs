// node test/oracle/mutations.mjs [--count N] [--only NAME]: seeds a fault in theory/ at a time, builds the command line with it, and asks
// the oracle. Ends with "N caught, K missed"; exit status 1 where one is missed or where the sources as they are do not agree.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { known } from './known.mjs';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '300' },
    only: { type: 'string' },
    quiet: { type: 'string', default: '' },
  },
});

/** A fault: in `file` every `from` becomes `to`. */
const faults = [
  [
    'reach keeps the other parity',
    'theory/kinds/units.ts',
    '(from * terms - to) % 2 === 0',
    '(from * terms - to) % 2 === 1',
  ],
  [
    'reach of k = 1 goes below its degree',
    'theory/kinds/units.ts',
    'for (let terms = 2; terms <= most',
    'for (let terms = 1; terms <= most',
  ],
  ['no free length', 'theory/kinds/units.ts', 'Math.max(1, growth)', '1'],
  [
    'k of a teacher is free in specialization',
    'theory/kinds/units.ts',
    "name: 'M',\n      cost: { constant: directions,",
    "name: 'M',\n      cost: { constant: Monomial.one,",
  ],
  [
    'k of a teacher is free in magnetization',
    'theory/kinds/units.ts',
    "name: 'beta', cost: { constant: directions,",
    "name: 'beta', cost: { constant: Monomial.one,",
  ],
  [
    'a gain costs one unit',
    'theory/kinds/units.ts',
    'cost: constant(units.times(directions))',
    'cost: constant(directions)',
  ],
  ['a gain acts once in a product', 'theory/kinds/units.ts', 'parameterPower: count }', 'parameterPower: 1 }'],
  [
    'magnetization carries every degree',
    'theory/kinds/units.ts',
    'withBoost(lazy, [feature], boosted)',
    'withBoost(lazy, [...lazy.keys()], boosted)',
  ],
  [
    'magnetization without a linear part',
    'theory/kinds/units.ts',
    'activation.responds(1) ? [magnetization',
    'activation.responds(2) ? [magnetization',
  ],
  ['experts do not spread', 'theory/kinds/experts.ts', 'way.constant.times(spread)', 'way.constant'],
  [
    'a skip squares',
    'theory/kinds/index.ts',
    'powers: [[feature, 1]], parameterPower: 0',
    'powers: [[feature, 2]], parameterPower: 0',
  ],
  ['the signal is ignored', 'theory/input.ts', 'input.dimension.over(input.signal)', 'input.dimension'],
  ['mean-field without chi', 'theory/readout.ts', "output.scaling !== 'meanfield'", "output.scaling === 'meanfield'"],
  ['sum finds a weight for each patch', 'theory/readout.ts', "output.kind !== 'sum'", "output.kind !== 'mean'"],
  ['attention without its factor L', 'theory/kinds/attention.ts', 'constant: input.length,', 'constant: Monomial.one,'],
  ['scores enter once', 'theory/kinds/attention.ts', 'powers: [[1, 3]]', 'powers: [[1, 2]]'],
  ['relu is odd', 'theory/activations/relu.ts', "support: 'first-and-even'", "support: 'odd'"],
  ['gelu grows like its square', 'theory/activations/gelu.ts', 'growth: 1', 'growth: 2'],
  ['competing within a factor 4', 'theory/predict.ts', 'competingFactor = 2', 'competingFactor = 4'],
  ['the ridge is left out', 'theory/predict.ts', 'study.ridge.times(winner.energy)', 'winner.energy'],
  [
    'the counting bound forgets the ridge',
    'theory/counting.ts',
    'factors: [Monomial.one, ridge,',
    'factors: [Monomial.one,',
  ],
  [
    'capacity at twice the width',
    'theory/capacity.ts',
    'needs.log(reference) <= by.width.log(reference) + tolerance',
    'needs.log(reference) <= by.width.log(reference) + 0.7',
  ],
  ['a form costs d', 'theory/counting.ts', 'first.power(degree)', 'first'],
];

const folder = mkdtempSync(join(tmpdir(), 'oracle-mutations-'));
let missed = 0;
let caught = 0;
try {
  if (values.only === undefined && (await differs(undefined)))
    throw new Error('the oracle differs from the sources as they are');
  for (const [name, file, from, to] of faults) {
    if (values.only !== undefined && name !== values.only) continue;
    const found = await differs({ file, from, to });
    if (found) caught++;
    else missed++;
    process.stdout.write(`${found ? 'caught' : 'MISSED'}  ${name}\n`);
  }
  process.stdout.write(`${caught} caught, ${missed} missed\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = missed > 0 ? 1 : 0;

/** Whether the oracle finds a difference from the command line with a fault. */
async function differs(fault) {
  const outfile = join(folder, 'cli.cjs');
  await build({
    ...{ entryPoints: ['cli/main.ts'], outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node20' },
    ...{ logLevel: 'error', loader: { '.md': 'text', '.py': 'text' }, plugins: fault ? [withFault(fault)] : [] },
  });
  // Most faults show in a few studies.
  return [String(Math.ceil(Number(values.count) / 15)), values.count].some((count) => {
    const args = ['test/oracle/run.mjs', count, '302', outfile, '--show', '0', '--quiet', known.join(',')];
    return spawnSync(process.execPath, args, { stdio: 'ignore' }).status !== 0;
  });
}

/** Puts the fault into the source as it is read. @throws Error when the source has no such place any more. */
function withFault({ file, from, to }) {
  const path = resolve(file);
  return {
    name: 'fault',
    setup: ({ onLoad }) =>
      onLoad({ filter: /\.ts$/ }, (args) => {
        if (args.path !== path) return undefined;
        const text = readFileSync(path, 'utf8');
        if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`);
        return { contents: text.replaceAll(from, to), loader: 'ts' };
      }),
  };
}
