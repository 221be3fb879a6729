import type { Axis } from './chain.js';

/** What an Einsum is: a dense layer on units, or products of data with data. */
export type Contraction =
  | {
      readonly kind: 'dense';
      readonly fanIn: number;
      readonly width: number;
      /** Heads, where the weights give units in two sides: so many, with width / heads numbers in each. */
      readonly heads?: number;
      /** Where the units that are summed over stand in the data; undefined where there are several sides. */
      readonly axis?: Axis;
      /** Where the units stand in what comes out. */
      readonly to: Axis;
    }
  | { readonly kind: 'products' };

/**
 * Reads the equation of an Einsum of two operands.
 * @param isFirst whether the data are the first operand, beside weights.
 * @param weights the shape of the weights; undefined where both operands are data.
 * @returns undefined for one that is neither a dense layer nor a product of data with data.
 */
export function einsum(
  equation: string,
  isFirst: boolean,
  weights: readonly number[] | undefined,
): Contraction | undefined {
  const [, one = '', two = '', out = ''] = /^([a-z.]+),([a-z.]+)->([a-z.]*)$/i.exec(equation.replace(/\s+/g, '')) ?? [];
  if (out === '') return undefined;
  if (!weights) return { kind: 'products' };
  const [data, other] = (isFirst ? [one, two] : [two, one]).map((text) => text.replace('...', ''));
  if (data === undefined || other?.length !== weights.length) return undefined;
  const result = out.replace('...', '');
  const letters = [...other];
  const summed = letters.filter((letter) => data.includes(letter) && !result.includes(letter));
  const made = letters.filter((letter) => !data.includes(letter) && result.includes(letter));
  // A letter of both operands that stays means weights of its own for each position.
  if (summed.length + made.length < letters.length || summed.length === 0 || made.length === 0 || made.length > 2)
    return undefined;
  const product = (list: readonly string[]): number =>
    list.reduce((size, letter) => size * (weights[letters.indexOf(letter)] ?? 1), 1);
  const hidden = one.includes('...') || two.includes('...') ? 1 : 0;
  const [last = ''] = summed.slice(-1);
  const heads = made.length === 2 ? product(made.slice(0, 1)) : undefined;
  return {
    kind: 'dense',
    fanIn: product(summed),
    width: product(made),
    ...(heads !== undefined && heads > 1 && { heads }),
    ...(summed.length === 1 && hidden === 0 && { axis: axisOf(data, last) }),
    to: {
      ...axisOf(result, made.at(-1) ?? ''),
      ...(hidden === 1 && { rank: result.length + 1, at: result.indexOf(made.at(-1) ?? '') + 1 }),
    },
  };
}

function axisOf(letters: string, letter: string): Axis {
  return { rank: letters.length, at: letters.indexOf(letter) };
}
