import { readoutDivisor } from '../../network/units.js';
import type { PlannedPoint } from '../../plan.js';
import { headResponseParts } from '../heads/response.js';
import { tabulated } from '../heads/tabulated.js';
import type { EmbeddedProblem } from './state.js';

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
    const known = tables.get(step);
    if (known) return known;
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
