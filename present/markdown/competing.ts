import { t } from '@vscode/l10n';
import type { Predicted } from '../views/predicted.js';
import { patternName } from './pattern-name.js';

/** How many competing patterns are named. */
const mostNamed = 4;

/** Which patterns come within a factor 2 of the best: between them the heuristic alone cannot decide. */
export function competing({ written }: Predicted): string | undefined {
  const names = written.prediction.patterns.filter((pattern) => pattern.competing).map(({ name }) => patternName(name));
  if (names.length === 0) return undefined;
  const more = names.length > mostNamed ? t` and ${names.length - mostNamed} more` : '';
  return t`Within a factor 2 of it: ${names.slice(0, mostNamed).join('; ')}${more}. The heuristic alone cannot decide between them.`;
}
