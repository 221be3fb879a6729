import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { findBrowser } from '../run/end-to-end.mjs';
import { activations } from './activation.js';
import { withTables } from './document.js';
import { engineCases, engineTimes } from './engine.js';
import { figureOf, type Figure, type Figures, type Taken } from './figures.js';
import { againstOpenBlas, againstTypeScript, ofOtherKinds, type GradientTimes } from './gradients.js';
import { latencies, type Latency, type Servers } from './latency.js';
import { anHour, memory } from './memory.js';
import { pages } from './pages.js';
import { printFigure, printTitle } from './print.js';
import { rounded } from './statistics.js';

const file = 'test/bench/figures.json';
const document = 'docs/performance.md';
const servers: Servers = { own: resolve('dist/server.cjs'), plain: resolve('test/output/plain-server.cjs') };
const reporter = pathToFileURL(resolve('test/bench/heap-reporter.mjs')).href;

/** A frame of 60 a second; what is on the screen at 1,000 lines should follow within one. */
const frame = 16;

/** What an answer may take, by the lines of the file. */
const limits: Readonly<Record<number, number>> = { 1000: frame, 10000: 100 };

const isBrief = process.argv.includes('--brief');
const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Figures) : undefined;
const found: Figure[] = [];
const add = (figure: Figure): void => {
  found.push(figure);
  printFigure(figure, kept);
};

void measure();

async function measure(): Promise<void> {
  if (process.argv.includes('engines')) await measureEngines();
  else await measureAll();
  if (process.argv.includes('--keep')) await keep();
}

/** The engines of validations: what a gradient costs. */
async function measureEngines(): Promise<void> {
  const rounds = isBrief ? 3 : 15;
  printTitle('a gradient of the engine js; plain: in TypeScript');
  for (const times of againstTypeScript(rounds)) add(ofGradient(times, times.name.endsWith(' 16') ? 1 / 6 : 1 / 10));
  for (const times of ofOtherKinds(rounds)) add(ofGradient(times, 1 / 4));
  printTitle('the same; plain: its matrix products alone by OpenBLAS, one thread');
  const compared = await againstOpenBlas(rounds);
  if (!compared) process.stdout.write('left out: python3 has no NumPy\n');
  for (const times of compared ?? []) add(ofGradient(times, 4));
}

function ofGradient({ name, core, other }: GradientTimes, mostRatio: number): Figure {
  return figureOf('engines', name, core, { plain: other, mostRatio });
}

async function measureAll(): Promise<void> {
  printTitle('latency from the keystroke, over the protocol');
  for (const lines of [100, 1000, 10000])
    for (const latency of await latencies(lines, servers, isBrief ? 0.1 : 1)) add(ofLatency(latency));

  printTitle('from the start of the process to the first hints');
  for (const lines of [100, 1000]) {
    const { own, plain } = await activations(lines, servers, isBrief ? 3 : 15);
    add(figureOf('activation', `${lines} lines`, own, { plain, ...(lines === 100 && { mostTail: 300 }) }));
  }

  const keystrokes = isBrief ? anHour / 20 : anHour;
  printTitle(`the server's heap over ${keystrokes} keystrokes`);
  const { megabytes } = await memory(servers.own, reporter, keystrokes);
  ofMemory(megabytes).forEach(add);

  printTitle('the engine, from a study to its winner, and to all its patterns ranked');
  for (const one of engineCases)
    for (const answer of ['winner', 'ranking'] as const)
      add(figureOf('engine', `${one.name}: ${answer}`, engineTimes(one, answer, isBrief ? 5 : 25), { most: 50 }));

  printTitle('between two frames of a page');
  const browser = findBrowser();
  if (!browser) throw new Error('The pages need a browser: install Chromium or name one in ARCHSCALE_BROWSER.');
  for (const { name, gaps } of await pages(browser, servers.own))
    add(figureOf('pages', name, gaps, { most: 17, mostTail: 34 }));

  await measureEngines();
}

function ofLatency({ lines, typing, place, answer, own, plain }: Latency): Figure {
  const where = place === 'layer' ? '' : ', a size of many studies';
  const name = `${lines} lines, ${typing}${where}: ${answer}`;
  return figureOf('latency', name, own, { plain, mostRatio: 1.5, ...limitsAt(lines) });
}

function limitsAt(lines: number): { readonly mostTail?: number } {
  const mostTail = limits[lines];
  return mostTail === undefined ? {} : { mostTail };
}

/** The heap at the start, and at the end in its place: growth is the difference of the two. */
function ofMemory(megabytes: readonly number[]): Figure[] {
  const at = (value: number) => ({ p50: rounded(value), p95: rounded(value), p99: rounded(value) });
  const figure = (name: string, value: number): Figure => ({
    section: 'memory',
    name,
    unit: 'MB',
    own: at(value),
    goals: [],
  });
  const [first = NaN, last = NaN] = [megabytes[0], megabytes.at(-1)];
  const growth = { what: 'end over start', limit: 1.1, found: rounded(last / first) };
  return [
    figure('once the caches are warm', first),
    figure('at the most on the way', Math.max(...megabytes)),
    { ...figure('at the end', last), goals: [growth] },
  ];
}

/** Writes the figures down, and the tables of the document from them. */
async function keep(): Promise<void> {
  const measured = new Set(found.map(({ section }) => section));
  const taken: Taken = {
    date: new Date().toISOString().slice(0, 10),
    node: process.versions.node,
    cores: availableParallelism(),
    isBrief,
  };
  const figures: Figures = {
    ...(kept && !measured.has('latency') ? kept : taken),
    engines: taken,
    // A run of the engines alone leaves the other figures.
    figures: [...(kept?.figures ?? []).filter((one) => !measured.has(one.section)), ...found],
  };
  await writeFormatted(file, JSON.stringify(figures));
  await writeFormatted(document, withTables(readFileSync(document, 'utf8'), figures));
  process.stdout.write(`\nKept in ${file}, and in the tables of ${document}.\n`);
}

async function writeFormatted(path: string, text: string): Promise<void> {
  const options = await resolveConfig(path);
  writeFileSync(path, await format(text, { ...options, filepath: path }));
}
