import { readoutDivisor } from '../../network/units.js';
import type { PlannedPoint } from '../../plan.js';
import { headResponseParts, tabulated } from '../heads/response.js';
import type { EmbeddedProblem } from './state.js';
import type { Study } from '../../../theory/index.js';
import { sizesOfLayers } from '../model.js';
import type { RateModel } from '../model.js';
import { searchEmbedded } from './search.js';
import type { Point } from '../../result.js';
import { neglectedTerms } from '../shared-terms.js';

/** What acts on the scores is tabulated from here on, and the size of the tokens by so many values to a factor e. */
const smallest = 1e-3;
const perUnit = 2;

/**
 * The problem of a planned point of one linear layer on every token and one attention layer behind it.
 * @throws RangeError for any other network.
 */
export function embeddedAt({ network }: Pick<PlannedPoint, 'network'>, seed: number): EmbeddedProblem {
  const { input, layers, output } = network;
  const [width, heads] = [layers[0]?.sizes['width'], layers[1]?.sizes['heads']];
  if (input.kind !== 'tokens' || width === undefined || heads === undefined) {
    throw new RangeError('this is no embedding and attention on tokens');
  }
  const parts = headResponseParts(input.length, width, seed);
  const tables = new Map<number, (alpha: number) => readonly [number, number, number, number]>();
  const tableOf = (step: number): ((alpha: number) => readonly [number, number, number, number]) => {
    const cached = tables.get(step);
    if (cached) return cached;
    const made = tabulated((alpha: number) => {
      const { cubic, linear } = parts(alpha, Math.exp(step / perUnit));
      return [...cubic, ...linear] as const;
    }, smallest);
    tables.set(step, made);
    return made;
  };
  return {
    response(alpha, size) {
      // The size tells by the slant of the prior's scores alone, a small part of what moves them.
      const [a, b, c, d] = tableOf(Math.round(Math.log(size) * perUnit))(alpha);
      return { cubic: [a, b], linear: [c, d] };
    },
    dimension: input.dimension,
    width,
    heads,
    chi: readoutDivisor(output, heads),
  };
}

/** The model of a linear layer on every token and one attention layer behind it, with the attentive target. */
export function embeddedModel({ network }: Study): RateModel {
  const { input } = network;
  if (input.kind !== 'tokens') throw new RangeError('heads attend to tokens');
  return {
    method: { kind: 'embedded-heads' },
    dimension: input.dimension,
    counts: [input.length, ...sizesOfLayers(network)],
    seenAt: async (planned, pause) => (await searchEmbedded(embeddedAt(planned, 0), 0, pause)).lowest.seen.join(', '),
  };
}

/**
 * Measures points by the method `embedded-heads`: the lowest saddle of U over an embedding and the scores behind it (docs/validation.md,
 * "Attention behind an embedding").
 * @returns a function that measures one point; `pause` is awaited between minimisations and may throw to stop.
 */
export function embeddedSaddle(): (planned: PlannedPoint, pause: () => Promise<void>) => Promise<Point> {
  return async (planned, pause) => {
    const problem = embeddedAt(planned, planned.seed);
    const { lowest, lazyEmbedding, prior } = await searchEmbedded(problem, planned.seed, pause);
    const { embedding, heads } = lowest.state;
    // A relative error of lambda moves 1 / (2 lambda) by as much.
    const sampling = Math.sqrt(Math.max(lowest.bias, 0)) / lowest.lambda;
    const units = [{ width: problem.heads, units: heads.turned }];
    return {
      sizes: planned.sizes,
      seed: planned.seed,
      value: lowest.energy,
      error: lowest.tolerance + sampling + neglectedTerms(lowest.lambda, units),
      seen: {
        pattern: lowest.seen.join(', '),
        shift: embedding.shift / problem.width,
        gain1: embedding.gain,
        across1: embedding.across,
        units2: heads.turned,
        alpha2: heads.alpha,
        gain2: heads.gain,
        cost: lowest.cost,
        lambda: lowest.lambda,
        squaredMeanBias: lowest.bias,
        energyWithLazyEmbedding: lazyEmbedding.energy,
        energyFromPrior: prior,
        tolerance: lowest.tolerance,
      },
    };
  };
}
