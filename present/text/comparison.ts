import { comparedView, type RankedStudy } from '../views/comparison.js';
import { estimateView } from '../views/estimated.js';
import { alignedTable } from './table.js';

/** Studies side by side, the one that needs the least data first. */
export function comparisonText(studies: readonly (RankedStudy & { readonly file?: string })[]): string {
  const several = new Set(studies.map(({ file }) => file)).size > 1;
  const estimated = studies.some((one) => estimateView(one) !== null);
  const rows = studies
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ rank, file, ...one }) => {
      const { name, energy, samples, parameters, pattern } = comparedView(one, one.prediction.winner);
      return [
        String(rank),
        ...(several ? [file ?? ''] : []),
        ...[name, energy.formula, samples.formula, samples.number],
        ...(estimated ? [estimateView(one)?.text ?? ''] : []),
        ...[parameters.formula, pattern],
      ];
    });
  return alignedTable(
    [
      { title: 'rank', align: 'right' },
      ...(several ? [{ title: 'file' }] : []),
      { title: 'study' },
      { title: 'energy E' },
      { title: 'samples P*' },
      { title: 'value', align: 'right' },
      ...(estimated ? [{ title: 'estimate' }] : []),
      { title: 'parameters' },
      { title: 'pattern' },
    ],
    rows,
  );
}
