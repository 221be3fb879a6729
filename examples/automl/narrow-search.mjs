// Narrows a search over widths before anything is trained: the widths that cannot learn from the samples at hand, and
// those that need more data than others, are not worth a trial.
//
//   node examples/automl/narrow-search.mjs examples/three-layer.arch --free N1,N2 --samples "20*d" --grid 16,64,256,1024
//
// Prints JSON: for each size the values to try, and the bounds for a sampler such as Optuna's
// trial.suggest_int(name, low, high, log=True).
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    study: { type: 'string' },
    free: { type: 'string' },
    samples: { type: 'string' },
    grid: { type: 'string' },
    // Prefactors are unknown, of order 1 to 10: so far beyond the advised range a width is still tried.
    margin: { type: 'string', default: '4' },
  },
});
const [file] = positionals;
if (!file || !values.free || !values.grid) {
  process.stderr.write('narrow-search: give a file, --free N1,N2 and --grid 16,64,256.\n');
  process.exit(2);
}
const grid = values.grid.split(',').map(Number);
const margin = Number(values.margin);

/** The JSON of `archscale advise`; docs/cli.md lists its fields. */
function advise(goal) {
  const cli = process.env.ARCHSCALE ?? fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
  const call = ['advise', file, '--free', values.free, '--goal', goal, '--format', 'json'];
  if (values.study) call.push('--study', values.study);
  if (values.samples) call.push('--samples', values.samples);
  try {
    return JSON.parse(execFileSync(process.execPath, [cli, ...call], { encoding: 'utf8' }));
  } catch {
    // archscale has said on stderr what is wrong.
    process.exit(2);
  }
}

const advice = advise(values.samples ? 'smallest' : 'samples');
if (advice.learnable === false) {
  process.stderr.write(`narrow-search: nothing to try. ${advice.why[0]}\n`);
  process.exit(1);
}

const names = Object.keys(advice.sizes);
const together = advice.ranges.find(({ sizes }) => sizes.length === names.length);
const bounds = Object.fromEntries(
  names.map((name) => {
    const range = together ?? advice.ranges.find(({ sizes }) => sizes.includes(name));
    const low = Math.min(advice.sizes[name].value, range?.least.value ?? Infinity) / margin;
    const high = range?.most ? range.most.value * margin : Infinity;
    return [name, { low: Math.max(1, low), high }];
  }),
);
const search = Object.fromEntries(
  names.map((name) => [name, grid.filter((width) => width >= bounds[name].low && width <= bounds[name].high)]),
);
const trials = Object.values(search).reduce((product, widths) => product * widths.length, 1);

process.stdout.write(
  `${JSON.stringify({ search, bounds, trials, instead_of: grid.length ** names.length, why: advice.why }, undefined, 2)}\n`,
);
