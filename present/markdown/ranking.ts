import { t } from '@vscode/l10n';
import type { Pattern } from '../../theory/prediction.js';
import type { Predicted } from '../views/predicted.js';
import { rankingView } from '../views/prediction.js';
import { rankText } from '../words/results.js';
import { shortMove } from './pattern.js';
import { paragraphs, plain, table } from './text.js';

/** The patterns with their energies, best first, as a Markdown table. */
export function ranking({ written }: Predicted, most = 8): string {
  const { patterns, hidden, isComplete } = rankingView(written.study, written.prediction, written.winner, most);
  // That it costs the same stands beside it.
  const rows = patterns.map(({ name, rank, energy, against }) => [
    plain(rank === undefined || rank === 'equal' ? name : `${name} (${rankText(rank)})`),
    plain(energy.text),
    plain(against),
  ]);
  return paragraphs(
    table([t('pattern'), t('energy E'), t('against the best')], rows),
    hidden > 0 && t`${hidden} more cost as much or more.`,
    !isComplete && t('The network is too deep to list every pattern; the first is the best of all.'),
  );
}

/** The layers of a pattern, one row each. */
export function layerTable(pattern: Pattern): string {
  return table(
    [t('layer'), t('what it does')],
    pattern.layers.map((layer) => [plain(layer.layer), shortMove(layer)]),
  );
}
