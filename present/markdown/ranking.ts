import { t } from '@vscode/l10n';
import type { Pattern } from '../../theory/prediction.js';
import type { Predicted } from '../views/predicted.js';
import { shortLayer } from './layer.js';
import { patternName } from './pattern-name.js';
import { ratioText, sized } from './size.js';
import { paragraphs, plain, table } from './text.js';

/** The patterns with their energies, best first, as a Markdown table. */
export function ranking({ written, prediction }: Predicted, most = 8): string {
  const { reference } = written.study;
  const { patterns } = written.prediction;
  const best = written.winner.energy;
  const rows = patterns
    .slice(0, most)
    .map((pattern) => [
      patternName(pattern.name) + mark(pattern, written.winner),
      sized(pattern.energy, reference),
      pattern === written.winner ? '' : ratioText(pattern.energy.over(best), reference),
    ]);
  const left = patterns.length - rows.length;
  return paragraphs(
    table([t('pattern'), t('energy E'), t('against the best')], rows),
    left > 0 && t`${left} more cost as much or more.`,
    !prediction.complete && t('The network is too deep to list every pattern; the first is the best of all.'),
  );
}

/** The layers of a pattern, one row each. */
export function layerTable(pattern: Pattern): string {
  return table(
    [t('layer'), t('what it does')],
    pattern.layers.map((layer) => [plain(layer.layer), shortLayer(layer)]),
  );
}

function mark(pattern: Pattern, winner: Pattern): string {
  if (pattern === winner) return t(' (best)');
  // That it costs the same stands beside it.
  if (pattern.energy.equals(winner.energy)) return '';
  return pattern.competing ? t(' (competing: within a factor 2)') : '';
}
