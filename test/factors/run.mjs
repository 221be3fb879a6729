// npm run factors [-- --from DIR] [STUDY...]: measures P* over kappa E of test/results/training.arch at the training level, and writes
// theory/factor-table.ts. A run that is finished in DIR (test/output/factors) is not made again.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

const file = 'test/results/training.arch';
const table = 'theory/factor-table.ts';
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { from: { type: 'string', default: 'test/output/factors' } },
});
mkdirSync(values.from, { recursive: true });

const { studies } = JSON.parse(archscale(['predict', file, '--format', 'json']));
const rows = studies.flatMap(({ name, patterns }) => {
  const folder = path.join(values.from, name);
  if (positionals.length === 0 || positionals.includes(name)) measure(name, folder);
  const result = resultIn(folder);
  const pattern = patterns.find(({ optimal }) => optimal);
  return result ? [rowOf(name, pattern, result)] : [];
});
const text = rows.map((row) => `  ${JSON.stringify(row)},\n`).join('');
writeFileSync(
  table,
  `/** P* over kappa E at the training level. Written by \`npm run factors\`. */
export const factorRows = [\n${text}] as const;\n`,
);
spawnSync('npx', ['prettier', '--write', table], { stdio: 'inherit' });

function measure(name, folder) {
  if (resultIn(folder)) return;
  process.stdout.write(`${name}\n`);
  archscale(['validate', file, '--study', name, '--level', 'training', '--preset', 'quick', '--out', folder]);
}

function archscale(args) {
  const { status, stdout } = spawnSync(process.execPath, ['dist/cli.cjs', ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`archscale ${args.join(' ')} ended with ${status}`);
  return stdout;
}

/** The result of a finished run. */
function resultIn(folder) {
  const path_ = path.join(folder, 'result.json');
  if (!existsSync(path_)) return undefined;
  const result = JSON.parse(readFileSync(path_, 'utf8'));
  return result.status === 'finished' ? result : undefined;
}

/** The least and the largest P* over kappa E of the sizes at which the alignment crosses 1/2. */
function rowOf(study, pattern, { sweep, plan, diagnostics }) {
  const factors = diagnostics.pStar.flatMap(({ value, predicted }) =>
    typeof value === 'number' ? [value / predicted] : [],
  );
  if (factors.length === 0) throw new Error(`${study}: the alignment crosses 1/2 at no size`);
  const [{ network, target }] = plan.points;
  const rounded = (factor) => Number(factor.toPrecision(3));
  return {
    pattern: pattern.name,
    activations: network.layers.flatMap(({ activation }) => activation ?? []),
    degree: Math.max(...target.terms.map(({ degree }) => degree)),
    factor: [rounded(Math.min(...factors)), rounded(Math.max(...factors))],
    sweep: { variable: sweep.variable, from: Math.min(...sweep.values), to: Math.max(...sweep.values) },
    study,
  };
}
