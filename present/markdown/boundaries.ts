import { t } from '@vscode/l10n';
import type { Boundary, Prediction } from '../../theory/prediction.js';
import { edgeView } from '../views/prediction.js';
import { patternName } from './pattern.js';
import { list, paragraphs, plain, table } from './text.js';

/** How many boundaries are shown, and up to how many patterns are compared: that takes long for many. */
interface Extent {
  readonly shown: number;
  readonly compared: number;
}

/** What a hover shows: it must be there at once. */
export const briefly: Extent = { shown: 8, compared: 16 };

/** What a page of its own shows. */
export const atLength: Extent = { shown: 24, compared: Infinity };

/** Where the winner changes as one size moves, and where other patterns cost no more than it, as Markdown. */
export function boundaries(prediction: Prediction, { shown, compared }: Extent): string {
  const { boundaries: changes, formulaChanges, patterns, winner } = prediction;
  const crossings = patterns.length <= compared ? prediction.crossings : [];
  const others = noMoreWhen(crossings, winner.name).slice(0, shown);
  return paragraphs(
    changes.length === 0
      ? t('No single size changes the winner as it moves.')
      : t`Where the winner changes:\n\n${list(changes.slice(0, shown).map(change))}`,
    formulaChanges.length > 0 &&
      t`Where the winner goes on with another formula:\n\n${list(formulaChanges.slice(0, shown).map(change))}`,
    others.length > 0 &&
      t`Where another pattern costs no more than ${patternName(winner.name)}:\n\n${table([t('pattern'), t('no more when')], others)}`,
  );
}

function change(edge: Boundary): string {
  const { variable, position, below, above } = edgeView(edge);
  return t`${plain(variable)} = ${plain(position)}: below it ${plain(below)}; above it ${plain(above)}`;
}

/** One row for each other pattern: `N1 < 2·d (128)`. */
function noMoreWhen(crossings: readonly Boundary[], winner: string): [string, string][] {
  const conditions = new Map<string, string[]>();
  for (const edge of crossings) {
    const { variable, position } = edgeView(edge);
    const [other, relation] = edge.below === winner ? [edge.above, '>'] : [edge.below, '<'];
    conditions.set(other, [...(conditions.get(other) ?? []), plain(`${variable} ${relation} ${position}`)]);
  }
  return [...conditions].map(([other, conditionsOf]) => [patternName(other), conditionsOf.join(t(', or '))]);
}
