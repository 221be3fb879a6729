// Fuzzes for as long as is said, from new seeds, and prints what it came to: npm run fuzz -- --minutes 20.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { exitCodeOf } from '../run/command.mjs';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '20' }, seed: { type: 'string' } } });
const seed = values.seed ?? String(Math.floor(Date.now() / 1000) % 1_000_000_000);
const folder = 'test/fuzz';
const texts = readdirSync(folder)
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => readFileSync(`${folder}/${name}`, 'utf8'));
const kinds = texts.flatMap((text) => text.match(/await rounds\(/g) ?? []).length;
// Files of tests are run side by side: each kind of round gets its share of the time.
const workers = Math.min(availableParallelism(), texts.length);
const share = (Number(values.minutes) * workers) / kinds;
const tallies = 'test/output/fuzz.jsonl';
mkdirSync('test/output', { recursive: true });
writeFileSync(tallies, '');

process.stdout.write(
  `Fuzzing for ${values.minutes} minutes from the seed ${seed}, ${share.toFixed(1)} for each kind.\n`,
);
process.exitCode = await exitCodeOf(
  'vitest',
  ['run', folder, `--maxWorkers=${workers}`, '--disable-console-intercept'],
  {
    ARCHSCALE_FUZZ_MINUTES: String(share),
    ARCHSCALE_SEED: seed,
    ARCHSCALE_FUZZ_TALLIES: tallies,
  },
);
process.stdout.write(`\n${table(readFileSync(tallies, 'utf8').split('\n').filter(Boolean).map(parsed))}\n`);

/** @param {string} line */
function parsed(line) {
  return /** @type {{ kind: string, rounds: number, seconds: number, slowest: number, memory: [number, number] }} */ (
    JSON.parse(line)
  );
}

/** What was done, as docs/reliability.md has it. @param {ReturnType<typeof parsed>[]} all */
function table(all) {
  const rows = all
    .sort((one, other) => one.kind.localeCompare(other.kind))
    .map(({ kind, rounds, seconds, slowest, memory: [early, late] }) =>
      [kind, rounds, seconds.toFixed(0), slowest.toFixed(2), `${early} → ${late}`].join(' | '),
    );
  return ['kind | rounds | seconds | slowest round, s | memory, MB', '--- | ---: | ---: | ---: | ---:', ...rows]
    .map((row) => `| ${row} |`)
    .join('\n');
}
