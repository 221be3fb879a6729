import { t } from '@vscode/l10n';
import type { ReferenceSizes } from '../../theory/monomial.js';
import type { Pattern, Prediction } from '../../theory/prediction.js';
import type { PatternName } from '../../theory/study.js';
import { listed } from '../words/lists.js';
import { patternLabel, patternTitle } from '../words/results.js';

/** Logarithms of energies closer than this are the same. */
const same = 1e-9;

/** So many patterns of a tie are named. */
const mostNamed = 3;

type Ranked = Pick<Prediction, 'patterns' | 'winner'>;

/** The winner, and the patterns whose energy is equal to its energy at the reference sizes: the heuristic cannot decide between them. */
export function tiedPatterns({ patterns, winner }: Ranked, reference: ReferenceSizes): readonly Pattern[] {
  const least = winner.energy.log(reference);
  return [winner, ...patterns.filter((one) => one !== winner && Math.abs(one.energy.log(reference) - least) <= same)];
}

/** `GFL or magnetization`: the name of the winner, with those of equal energy. */
export function tiedNames(prediction: Ranked, reference: ReferenceSizes): string {
  return shortList(tiedPatterns(prediction, reference).map(({ name }) => patternLabel(name)));
}

/**
 * What a layer does in the winner and in the patterns of equal energy, in words: `GFL or magnetization`.
 * @param layer its name in the theory.
 * @returns undefined where it does the same in all of them.
 */
export function tiedMoves(layer: string, prediction: Ranked, reference: ReferenceSizes): string | undefined {
  const names = new Set<PatternName>();
  for (const { layers } of tiedPatterns(prediction, reference))
    for (const one of layers) if (one.layer === layer) names.add(one.pattern);
  return names.size > 1 ? shortList([...names].map(patternTitle)) : undefined;
}

function shortList(names: readonly string[]): string {
  const more = names.length - mostNamed;
  return listed(more > 0 ? [...names.slice(0, mostNamed), t`${more} more`] : names, 'or');
}
