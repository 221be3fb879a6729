import { appendFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Random } from './random.js';

/** A round that failed, with what repeats it. */
export class FailedRound extends Error {
  override readonly name = 'FailedRound';
}

/** Set by `npm run fuzz`: for how long each kind of round goes on; otherwise a few rounds are run. */
const minutes = Number(process.env.ARCHSCALE_FUZZ_MINUTES ?? 0);
const firstSeed = Number(process.env.ARCHSCALE_SEED ?? 20261124);

/** What a kind of rounds has come to. */
export interface Tally {
  readonly rounds: number;
  readonly seconds: number;
  /** The slowest round. */
  readonly slowest: number;
  /** Memory in use after the first hundred rounds, or the first of fewer, and at the end, in MB. */
  readonly memory: readonly [number, number];
}

/** Milliseconds that rounds may take: `few` rounds, or as long as `npm run fuzz` says. */
export const timeout = 120_000 + minutes * 60_000 * 1.5;

/**
 * Runs rounds, each with random choices of its own seed.
 * @param few how many, unless `npm run fuzz` gives a time.
 * @throws FailedRound naming the seed, which as ARCHSCALE_SEED repeats the round as the first.
 */
export async function rounds(few: number, round: (random: Random) => Promise<void>): Promise<Tally> {
  const begun = performance.now();
  const goesOn = (count: number): boolean => (minutes > 0 ? performance.now() - begun < minutes * 60_000 : count < few);
  let slowest = 0;
  let early = 0;
  let count = 0;
  for (; goesOn(count); count++) {
    const seed = firstSeed + count;
    const start = performance.now();
    try {
      await round(new Random(seed));
    } catch (error) {
      throw new FailedRound(
        `ARCHSCALE_SEED=${seed} repeats it: ${error instanceof Error ? error.message : String(error)}`,
        {
          cause: error,
        },
      );
    }
    slowest = Math.max(slowest, (performance.now() - start) / 1000);
    if (count === 0 || count === 99) early = megabytes();
  }
  const seconds = (performance.now() - begun) / 1000;
  return { rounds: count, seconds, slowest, memory: [early, megabytes()] };
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What is kept, without what is only not collected yet. */
function megabytes(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return Math.round((heapUsed + external) / 2 ** 20);
}

/** Keeps a tally for the table that `npm run fuzz` prints; it is told only when no round failed. */
export function tell(kind: string, tally: Tally): void {
  const file = process.env.ARCHSCALE_FUZZ_TALLIES;
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ kind, ...tally })}\n`);
}
