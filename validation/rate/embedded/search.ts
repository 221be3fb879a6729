import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { PatternName } from '../../../theory/index.js';
import type { HeadsEnergy } from '../heads/energy.js';
import { choices, patternOf as patternOfHeads } from '../heads/search.js';
import { minimise } from '../nelder-mead.js';
import type { EmbeddedProblem, EmbeddedState, EmbeddingState } from './state.js';
import { embeddedEnergy } from './state.js';

/** A local minimum of U over the states of an embedding and of the heads behind it. */
export interface EmbeddedSaddle extends HeadsEnergy {
  readonly state: EmbeddedState;
  /** Of the embedding, and of the attention. */
  readonly seen: readonly [PatternName, PatternName];
  readonly tolerance: number;
}

export interface EmbeddedSearch {
  readonly lowest: EmbeddedSaddle;
  /** The best with the embedding as the prior has it, and U of the prior. */
  readonly lazyEmbedding: EmbeddedSaddle;
  readonly prior: number;
}

const precision = 1e-7;
const farthest = 25;

/**
 * The lowest minimum of U over the embedding's shift, gain and the noise that it lets through, and over M heads and the gain of the others: from the
 * prior, from an embedding that shifts and from one that gains, each with all heads, with some and with none.
 * @param seed moves the starts.
 * @param pause awaited between minimisations.
 */
export async function searchEmbedded(
  problem: EmbeddedProblem,
  seed: number,
  pause: () => Promise<void>,
): Promise<EmbeddedSearch> {
  const random = xoroshiro128plus(seed);
  const shake = (): number => 0.3 * (2 * uniformFloat64(random) - 1);
  const { dimension: d, width: N } = problem;
  const found: EmbeddedSaddle[] = [];
  const lazy: EmbeddedSaddle[] = [];
  for (const turned of [0, ...choices(Math.floor(problem.heads))]) {
    for (const start of starts(d, N)) {
      await pause();
      const free = start !== undefined;
      // The heads' variable is size^2 alpha or its square's mean: what acts on the scores.
      const stateAt = (z: readonly number[]): EmbeddedState => {
        const [score = 0, shift = -farthest, gain = 0, across = 0] = z.map(bounded);
        const embedding: EmbeddingState = free
          ? { shift: Math.exp(shift), gain: Math.exp(gain), across: Math.exp(across) }
          : { shift: 0, gain: 1, across: 1 };
        const square = (embedding.shift + N * embedding.gain) / d + (embedding.across * (d - 1)) / d;
        const alpha = Math.exp(score) / square;
        return {
          embedding,
          heads:
            turned > 0 ? { turned, alpha, gain: 1 } : { turned: 0, alpha: 0, gain: Math.max((alpha * N) ** 2, 1e-6) },
        };
      };
      const z = [shake(), ...(start ?? []).map((value) => value + shake())];
      const minimum = minimise((at) => embeddedEnergy(problem, stateAt(at)).energy, z, precision);
      const state = stateAt(minimum.at);
      const saddle: EmbeddedSaddle = {
        ...embeddedEnergy(problem, state),
        state,
        seen: [patternOfEmbedding(state.embedding, N), patternOfHeads(withoutSize(state, problem))],
        tolerance: minimum.spread,
      };
      (free ? found : lazy).push(saddle);
    }
  }
  const [best, bestLazy] = [least(found), least(lazy)];
  const prior = embeddedEnergy(problem, {
    embedding: { shift: 0, gain: 1, across: 1 },
    heads: { turned: 0, alpha: 0, gain: 1 },
  }).energy;
  return { lowest: best.energy < bestLazy.energy ? best : bestLazy, lazyEmbedding: bestLazy, prior };
}

const bounded = (x: number): number => Math.min(Math.max(x, -farthest), farthest);

/** Logarithms of shift, gain and noise let through: the prior, held, then an embedding that shifts and one that gains. */
function starts(d: number, N: number): (readonly number[] | undefined)[] {
  return [undefined, [Math.log(d), 0, 0], [0, Math.log(Math.max(d / N, 2)), 0]];
}

function least(saddles: readonly EmbeddedSaddle[]): EmbeddedSaddle {
  const [first, ...others] = saddles;
  if (!first) throw new RangeError('there is no state of finite energy');
  return others.reduce((best, other) => (other.energy < best.energy ? other : best), first);
}

/** The heads in the scale of raw tokens, in which alpha = 1 is a head that is turned as a whole. */
function withoutSize(
  { embedding, heads }: EmbeddedState,
  { dimension: d, width: N }: EmbeddedProblem,
): typeof heads & object {
  const square = (embedding.shift + N * embedding.gain) / d + embedding.across;
  return { ...heads, alpha: heads.alpha * square };
}

/** From which factor on the variance along w counts as feature learning. */
const learned = 2;

function patternOfEmbedding({ shift, gain }: EmbeddingState, N: number): PatternName {
  if (shift / N + gain < learned) return 'lazy';
  return shift / N >= gain ? 'magnetization' : 'gfl';
}
