// Fuzzes for as long as is said, from new seeds: npm run fuzz -- --minutes 20.
import { parseArgs } from 'node:util';
import { exitCodeOf } from '../run/command.mjs';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '20' }, seed: { type: 'string' } } });
const seed = values.seed ?? String(Math.floor(Date.now() / 1000) % 1_000_000_000);
process.stdout.write(`Fuzzing for ${values.minutes} minutes from the seed ${seed}.\n`);
process.exitCode = await exitCodeOf('vitest', ['run', 'test/fuzz', '--disable-console-intercept'], {
  ARCHSCALE_FUZZ_MINUTES: values.minutes,
  ARCHSCALE_SEED: seed,
});
