import { largestPart } from '../../theory/parameters.js';
import type { RankedStudy } from '../views/comparison.js';
import { numberText } from '../numbers.js';
import { patternLabel } from './pattern.js';
import { alignedTable } from './table.js';

/** Studies side by side, the one that needs the least data first. */
export function comparisonText(studies: readonly (RankedStudy & { readonly file?: string })[]): string {
  const several = new Set(studies.map(({ file }) => file)).size > 1;
  const rows = studies
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ study, prediction, rank, file }) => [
      String(rank),
      ...(several ? [file ?? ''] : []),
      study.name,
      prediction.winner.energy.toUnicode(),
      prediction.sampleScale.toUnicode(),
      numberText(prediction.sampleScale.value(study.reference)),
      largestPart(study.network, study.reference).count.toUnicode(),
      patternLabel(prediction.winner.name),
    ]);
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
