import { comparedView, type RankedStudy } from '../views/comparison.js';
import { alignedTable } from './table.js';

/** Studies side by side, the one that needs the least data first. */
export function comparisonText(studies: readonly (RankedStudy & { readonly file?: string })[]): string {
  const several = new Set(studies.map(({ file }) => file)).size > 1;
  const rows = studies
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ rank, file, ...one }) => {
      const { name, energy, samples, parameters, pattern } = comparedView(one, one.prediction.winner);
      return [
        String(rank),
        ...(several ? [file ?? ''] : []),
        ...[name, energy.formula, samples.formula, samples.number, parameters.formula, pattern],
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
      { title: 'parameters' },
      { title: 'pattern', breaks: true },
    ],
    rows,
  );
}
