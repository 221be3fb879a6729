import { t } from '@vscode/l10n';
import type { ReferenceSizes } from '../../theory/monomial.js';
import type { LayerPattern, Pattern, Prediction } from '../../theory/prediction.js';
import { tolerance } from '../../theory/solving/budget-pass.js';
import type { PatternName } from '../../theory/study.js';
import { listed } from '../words/lists.js';
import { patternLabel, patternTitle } from '../words/results.js';
import { partName } from './layer.js';

/** So many patterns of a tie are named. */
const mostNamed = 3;

type Ranked = Pick<Prediction, 'patterns' | 'winner'>;

/** The winner, and the patterns whose energy is equal to its energy at the reference sizes: the heuristic cannot decide between them. */
export function tiedPatterns({ patterns, winner }: Ranked, reference: ReferenceSizes): readonly Pattern[] {
  const least = winner.energy.log(reference);
  return [
    winner,
    ...patterns.filter((one) => one !== winner && Math.abs(one.energy.log(reference) - least) <= tolerance),
  ];
}

/**
 * What else a layer does in patterns within a factor 2 of the winner: `lazy`, `GFL`.
 * @param parts the layer in the winner: of a block each of its parts, whose names stand before their moves.
 */
export function competingMoves({ patterns }: Pick<Prediction, 'patterns'>, parts: readonly LayerPattern[]): string[] {
  const rivals = patterns.filter(({ competing }) => competing);
  const moves = parts.flatMap(({ layer, pattern }) =>
    rivals
      .flatMap(({ layers }) => layers.find((one) => one.layer === layer)?.pattern ?? [])
      .filter((other) => other !== pattern)
      .map((other) => partName(layer) + patternTitle(other)),
  );
  return [...new Set(moves)];
}

/** `GFL or magnetization`: the name of the winner, with those of equal energy. */
export function tiedNames(prediction: Ranked, reference: ReferenceSizes): string {
  return shortList(tiedPatterns(prediction, reference).map(({ name }) => patternLabel(name)));
}

/**
 * What layers do in the winner and in the patterns of equal energy, in words: `GFL or magnetization`.
 * @returns by the layer's name in the theory; without the layers that do the same in all of them.
 */
export function tiedMoves(prediction: Ranked, reference: ReferenceSizes): ReadonlyMap<string, string> {
  const moves = new Map<string, Set<PatternName>>();
  for (const { layers } of tiedPatterns(prediction, reference)) {
    for (const { layer, pattern } of layers) {
      const seen = moves.get(layer);
      if (seen) seen.add(pattern);
      else moves.set(layer, new Set([pattern]));
    }
  }
  const tied = [...moves].filter(([, names]) => names.size > 1);
  return new Map(tied.map(([layer, names]) => [layer, shortList([...names].map(patternTitle))]));
}

function shortList(names: readonly string[]): string {
  const more = names.length - mostNamed;
  return listed(more > 0 ? [...names.slice(0, mostNamed), t`${more} more`] : names, 'or');
}
