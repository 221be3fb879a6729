// npm run gpu [-- --cpu] [-- --keep]: what the engines do on this machine's GPU, in at most twelve minutes.
//   --cpu   the same parts at tiny sizes on the CPU: how the script is tested where there is no GPU
//   --keep  writes the table into docs/results.md
// It needs a checkout with node_modules and dist, no network, and a Python with PyTorch; each part has its own time and prints what it has
// when that runs out.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { twoLayerFile } from '../two-layer.mjs';
import { agreementRow, fullRow, rateRows, table, withTable } from './table.mjs';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
const isDry = process.argv.includes('--cpu');
const rates = 'test/gpu/rates.py';
const engine = 'dist/archscale_torch';

/** Seconds that each part may take: 690 in all, the rest of the twelve minutes is for starting. */
const limits = isDry
  ? { probe: 60, agreement: 120, rates: 60, webgpu: 60, full: 60 }
  : { probe: 60, agreement: 120, rates: 90, webgpu: 60, full: 360 };

const withoutGpu = () => ({ ...process.env, CUDA_VISIBLE_DEVICES: '' });
const environment = isDry ? withoutGpu() : process.env;
const say = (text) => process.stdout.write(`${text}\n`);
const begun = Date.now();
const folder = mkdtempSync(path.join(tmpdir(), 'archscale-gpu-'));
try {
  await main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function main() {
  const device = probe();
  if (!device) return;
  say(`PyTorch ${device.torch} in ${device.path}, on ${device.name}.`);
  const rows = [];
  const part = async (title, measure) => {
    say(`\n${title}`);
    for (const row of (await measure()) ?? []) {
      rows.push(row);
      say(`  ${row.join('  ')}`);
    }
  };
  await part('Agreement, point by point', () => agreement(device));
  await part("A step, as a share of the device's own matrix products", () => throughput(device));
  await part('WebGPU', () => webgpu(device));
  await part('A full preset', () => fullPreset(device));
  const text = table(device, rows);
  mkdirSync('test/output', { recursive: true });
  writeFileSync('test/output/gpu.md', `${text}\n`);
  say(`\n${text}\n\nWritten to test/output/gpu.md, ${Math.round((Date.now() - begun) / 1000)} s in all.`);
  if (!process.argv.includes('--keep')) return;
  writeFileSync('docs/results.md', withTable(readFileSync('docs/results.md', 'utf8'), text));
  say('Written into docs/results.md.');
}

/** The Python to use, and its device; undefined, after a sentence that says so, where there is nothing to measure. */
function probe() {
  const tried = [process.env.ARCHSCALE_PYTHON, 'python3', '/usr/bin/python3', 'python'].filter(Boolean);
  const lacks = { python: 'no Python was found' };
  for (const path of tried) {
    const { stdout, status } = spawnSync(path, [engine, '--probe'], {
      encoding: 'utf8',
      timeout: limits.probe * 1000,
      env: environment,
    });
    const said = lastObject(stdout);
    if (said?.message) lacks.python = said.message;
    if (status !== 0 || !said?.torch) continue;
    if (isDry || said.device === 'cuda') return { ...said, path };
    lacks.device ??= `PyTorch ${said.torch} in ${path} finds none`;
  }
  say(`There is no GPU that PyTorch can use by CUDA: ${lacks.device ?? lacks.python}.`);
  if (isDry) process.exitCode = 1;
  return undefined;
}

function lastObject(text) {
  for (const line of (text ?? '').trim().split('\n').reverse()) {
    try {
      return JSON.parse(line);
    } catch {
      // Not the line.
    }
  }
  return undefined;
}

/** The study of which two engines, or devices, measure the same points. */
function study(values, samples, seeds, more = []) {
  const file = path.join(folder, 'gpu.arch');
  writeFileSync(
    file,
    twoLayerFile('Cubic', [
      'level: training',
      `sweep: d from ${values[0]} to ${values[1]}`,
      'points: 3',
      `samples: ${samples.map((factor) => `${factor} * d`).join(', ')}`,
      `seeds: ${seeds}`,
      ...more,
    ]),
  );
  return file;
}

/** Validates a study; its result, as far as it came in the time, and what went wrong. */
function validate(file, given, seconds, { python, env }) {
  const out = path.join(folder, `run-${Math.round(performance.now())}`);
  const args = ['dist/cli.cjs', 'validate', file, '--format', 'json', '--out', out, ...given];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...env, ARCHSCALE_PYTHON: python },
    });
    let words = '';
    child.stderr.on('data', (chunk) => (words = `${words}${chunk}`.slice(-4000)));
    // As Ctrl+C: it keeps its points and writes what it has.
    const stop = setTimeout(() => child.kill('SIGINT'), seconds * 1000);
    const kill = setTimeout(() => child.kill('SIGKILL'), (seconds + 15) * 1000);
    child.on('close', () => {
      clearTimeout(stop);
      clearTimeout(kill);
      let result;
      try {
        result = JSON.parse(readFileSync(path.join(out, 'result.json'), 'utf8'));
      } catch {
        // It came to no result.
      }
      resolve({ result, why: lastWords(words) });
    });
  });
}

/** The last sentence, but for hints at other commands. */
function lastWords(text) {
  const lines = text.split('\n').filter((line) => line.trim() && !line.startsWith('('));
  return lines.at(-1) ?? 'it said nothing';
}

/** The study of the comparisons. */
function small() {
  return isDry ? study([4, 8], [4, 8], 1) : study([16, 32], [10, 20, 40], 4);
}

/** The device against the CPU; with --cpu the CPU against the engine js. */
async function agreement(device) {
  const file = small();
  const python = device.path;
  const first = await validate(file, ['--engine', 'torch'], limits.agreement / 2, { python, env: environment });
  const onCpu = { python, env: withoutGpu() };
  const second = await validate(file, ['--engine', isDry ? 'js' : 'torch'], limits.agreement / 2, onCpu);
  const names = [`torch on ${device.name}`, isDry ? 'js' : 'torch on the CPU'];
  return [agreementRow(names, first, second)];
}

function throughput(device) {
  const sizes = isDry ? [16] : [32, 64, 128];
  const sets = isDry ? 1 : 16;
  const given = {
    device: isDry ? 'cpu' : 'cuda',
    cases: sizes.flatMap((d) => ['sampled', 'integrated'].map((readout) => [d, sets, readout])),
    chains: 4,
    rounds: isDry ? 1 : 9,
    seconds: isDry ? 5 : 12,
  };
  const { stdout, stderr } = spawnSync(device.path, [rates, JSON.stringify(given)], {
    encoding: 'utf8',
    timeout: limits.rates * 1000,
  });
  const found = rateRows(stdout);
  if (found.length < given.cases.length) say(`  ${stderr.trim().split('\n').at(-1) || 'The time ran out.'}`);
  return found;
}

/** The engine webgpu on an adapter of its own against torch. */
async function webgpu(device) {
  const file = small();
  const ours = await validate(file, ['--engine', 'webgpu'], limits.webgpu / 2, {
    python: device.path,
    env: environment,
  });
  if (!ours.result?.points?.length) {
    say(`  No WebGPU: ${ours.why}`);
    return [];
  }
  const theirs = await validate(file, ['--engine', 'torch'], limits.webgpu / 2, {
    python: device.path,
    env: environment,
  });
  return [agreementRow([`webgpu on ${ours.result.device}`, `torch on ${device.name}`], ours, theirs)];
}

/** A full preset of two layers to d = 128; with --cpu a quick one of nearly no size. */
async function fullPreset(device) {
  const file = isDry ? study([4, 8], [4, 8], 1) : study([16, 128], [10, 20, 40, 80], 8, ['preset: full']);
  const { result, why } = await validate(file, ['--engine', 'torch'], limits.full, {
    python: device.path,
    env: environment,
  });
  return [fullRow(`torch on ${device.name}`, result, why)];
}
