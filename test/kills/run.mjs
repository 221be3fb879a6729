// npm run kills [-- --count N] [--engines js,torch,webgpu] [--levels estimate,rate,training,descent] [--seed N]: kills runs at random moments by
// SIGKILL, N times in all, starts each again until it ends, and checks that no point is lost or repeated. Ends with 1 where one is.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { endOf, faultsSince, readRun } from './check.mjs';
import { fileOf, levels } from './levels.mjs';

const cli = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
const engineNames = [...new Set(Object.values(levels).flatMap(({ engines }) => engines))];
/** Engines that give the same values each time. */
const exact = new Set(['js']);
/** So long a run that is not killed may take, in milliseconds. */
const patience = 15 * 60_000;

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '40' },
    engines: { type: 'string' },
    levels: { type: 'string', default: Object.keys(levels).join(',') },
    seed: { type: 'string', default: String(Math.floor(Date.now() / 1000) % 1_000_000_000) },
  },
});
const count = Number(values.count);
const chosen = {
  engines: listOf(values.engines ?? engineNames.join(','), engineNames),
  levels: listOf(values.levels, Object.keys(levels)),
};
const random = randomFrom(Number(values.seed));
const below = (limit) => Math.floor(random() * limit);
const root = mkdtempSync(path.join(tmpdir(), 'archscale-kills-'));
const say = (text) => process.stdout.write(`${text}\n`);
let running;
process.once('exit', () => {
  if (running) killTree(running);
  rmSync(root, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

await main();

async function main() {
  say(`${count} kills from the seed ${values.seed}.`);
  for (const level of chosen.levels) writeFileSync(fileAt(level), fileOf(level));
  const cells = chosen.levels.flatMap((level) =>
    levels[level].engines.filter((engine) => chosen.engines.includes(engine)).map((engine) => ({ level, engine })),
  );
  const able = [];
  for (const cell of cells) {
    const first = await undisturbedRun(cell);
    if (first.lacks === undefined) able.push({ ...cell, first });
    else say(`${cell.level}, ${cell.engine}: left out. ${first.lacks}`);
  }
  const rows = [];
  for (const [number, cell] of able.entries()) {
    const share = Math.floor(count / able.length) + (number < count % able.length ? 1 : 0);
    rows.push(await rowOf(cell, share));
  }
  const head = [
    'level',
    'engine',
    'runs',
    'kills',
    'before the plan',
    'in a write',
    'points',
    'lost',
    'repeated',
    'other faults',
  ];
  const lines = [head, head.map((_, column) => (column < 2 ? '---' : '---:')), ...rows];
  say(`\n${lines.map((line) => `| ${line.join(' | ')} |`).join('\n')}`);
  const isSound = rows.every((row) => row.slice(-3).every((number) => number === 0));
  // Of engines that were named none may be missing.
  const isComplete = values.engines === undefined ? able.length > 0 : able.length === cells.length;
  process.exitCode = isSound && isComplete ? 0 : 1;
}

function argumentsOf({ level, engine }, more) {
  return [cli, 'validate', fileAt(level), '--engine', engine, '--format', 'json', ...more];
}

function fileAt(level) {
  return path.join(root, `${level}.arch`);
}

/** Kills runs of one level by one engine so often; a row of the table. */
async function rowOf(cell, share) {
  const sum = { runs: 0, kills: 0, early: 0, writing: 0, points: 0, lost: 0, repeated: 0, faults: 0 };
  const { first } = cell;
  const undisturbed = new Map([[first.planText, first.points]]);
  // A run can end before its moment comes.
  for (let tries = 0; sum.kills < share; tries++) {
    if (tries > 5 * share) throw new Error(`${cell.level}, ${cell.engine}: only ${sum.kills} kills in ${tries} runs`);
    const faults = await round(cell, { kills: Math.min(1 + below(4), share - sum.kills), first, undisturbed, sum });
    sum.runs++;
    sum.faults += faults.length;
    for (const fault of faults) say(`${cell.level}, ${cell.engine}: ${fault}`);
  }
  const { runs, kills, early, writing, points, lost, repeated, faults } = sum;
  const row = [cell.level, cell.engine, runs, kills, early, writing, points, lost, repeated, faults];
  say(row.join('  '));
  return row;
}

/** One run, killed so often and continued; what was wrong, in sentences. */
async function round(cell, { kills, first, undisturbed, sum }) {
  const folder = mkdtempSync(path.join(root, 'run-'));
  const faults = [];
  const moments = [];
  let before = readRun(folder);
  for (let kill = 0; kill < kills; kill++) {
    const moment = someMoment(first);
    moments.push(moment.name);
    const { wasKilled, code, said } = await start(cell, folder, moment);
    const now = readRun(folder);
    faults.push(...faultsSince(before, now));
    before = now;
    if (!wasKilled) {
      if (code !== 0) faults.push(`it ended with ${code}: ${said}`);
      break;
    }
    sum.kills++;
    if (!now.plan) sum.early++;
    if (now.names.some((name) => /\.\d+$/.test(name))) sum.writing++;
  }
  const { code, said } = await start(cell, folder);
  if (code !== 0) faults.push(`it ended with ${code}: ${said}`);
  const now = readRun(folder);
  const planText = now.plan ? readFileSync(path.join(folder, 'plan.json'), 'utf8') : '';
  if (exact.has(cell.engine) && now.plan && !undisturbed.has(planText))
    undisturbed.set(planText, (await undisturbedRun(cell, planText)).points);
  const end = endOf(now, exact.has(cell.engine) ? undisturbed.get(planText) : undefined);
  sum.points += now.plan?.points.length ?? 0;
  sum.lost += end.lost;
  sum.repeated += end.repeated;
  faults.push(...new Set([...faultsSince(before, now), ...end.faults]));
  if (end.lost > 0 || end.repeated > 0) faults.push(`lost ${end.lost}, repeated ${end.repeated}`);
  return faults.map((fault) => `${fault} (killed: ${moments.join('; ')})`);
}

/**
 * A run that nobody kills: its plan, its points, and when it planned and ended, in milliseconds.
 * @param planText of the plan; one is made when left out.
 * @returns what the engine lacks on this machine, in words, where it can do nothing.
 */
async function undisturbedRun(cell, planText) {
  const folder = mkdtempSync(path.join(root, 'undisturbed-'));
  if (planText !== undefined) writeFileSync(path.join(folder, 'plan.json'), planText);
  const { code, said, times } = await start(cell, folder);
  const { plan, result } = readRun(folder);
  if (code === 4 && !plan) return { lacks: said };
  if (code !== 0 || !plan || !result) throw new Error(`${cell.level}, ${cell.engine}: ended with ${code}: ${said}`);
  return { planText: readFileSync(path.join(folder, 'plan.json'), 'utf8'), points: result.points, ...times };
}

/** When to kill: at a time, or when a file has been touched so often. */
function someMoment({ planned, ended }) {
  const byTime = (limit) => {
    const after = below(limit);
    return { name: `after ${after} ms`, after };
  };
  const byFile = (what, pattern, often, delay) => {
    const touches = 1 + below(often);
    return { name: `at touch ${touches} of ${what}, and ${delay} ms`, pattern, touches, after: delay };
  };
  const kinds = [
    () => byTime(planned),
    () => byTime(ended),
    () => byFile('events.jsonl', /^events\.jsonl$/, 12, below(40)),
    () => byFile('a file that is replaced', /^(plan|result|versions)\.json\.\d+$/, 12, 0),
    () => byFile('run.lock', /^run\.lock/, 4, 0),
  ];
  return kinds[below(kinds.length)]();
}

/** Starts a run in a folder, and kills it at the moment; waits until it has ended. */
async function start(cell, folder, moment) {
  const begun = performance.now();
  const times = { planned: 0, ended: 0 };
  const child = spawn(process.execPath, argumentsOf(cell, ['--out', folder]), {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  running = child;
  let said = '';
  child.stderr.on('data', (chunk) => (said = `${said}${chunk}`.slice(-2000)));
  const ended = once(child, 'exit');
  let wasKilled = false;
  const kill = () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    wasKilled = true;
    killTree(child);
  };
  const control = new AbortController();
  const later = (milliseconds, action) =>
    void setTimeout(milliseconds, undefined, { signal: control.signal }).then(action, () => undefined);
  let touches = 0;
  const watcher = watch(folder, (_, name) => {
    times.planned ||= performance.now() - begun;
    if (!moment?.pattern?.test(name ?? '') || ++touches !== moment.touches) return;
    if (moment.after === 0) kill();
    else later(moment.after, kill);
  });
  if (moment && !moment.pattern) later(moment.after, kill);
  later(patience, kill);
  const [code, signal] = await ended;
  control.abort();
  watcher.close();
  running = undefined;
  times.ended = performance.now() - begun;
  const status = code ?? signal;
  return { code: status, wasKilled: wasKilled && status !== 0, said: said.trim().split('\n').at(-1), times };
}

/** Kills a process and what it has started. */
function killTree({ pid }) {
  if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(pid), '/t', '/f']);
  else process.kill(-pid, 'SIGKILL');
}

function listOf(text, known) {
  const names = text.split(',');
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`${unknown.join(', ')}: unknown; there are ${known.join(', ')}.`);
  return names;
}

/** Numbers from 0 to below 1, the same of the same seed (mulberry32). */
function randomFrom(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
