import { t } from '@vscode/l10n';
import type { Rule } from '../../theory/rules.js';
import { ruleSummary } from '../words/rules.js';
import { sentence } from './size.js';
import { list, plain } from './text.js';

/** The standing of a rule in words. */
function standingName(status: Rule['status']): string {
  if (status === 'published') return t('published');
  return status === 'derived' ? t('derived here') : t('a conjecture');
}

/** The rules that a result used, each with its standing and source, as a Markdown list. */
export function rules(used: readonly Rule[]): string {
  return list(
    used.map(
      (rule) =>
        `**${plain(rule.rule)}** (${standingName(rule.status)}): ${sentence(ruleSummary(rule))} _${plain(rule.source)}_`,
    ),
  );
}

/** How far the rules of a result are known, in a line. */
export function standingOf(used: readonly Rule[]): string {
  const counts = (['published', 'derived', 'conjecture'] as const).flatMap((status) => {
    const names = used.filter((rule) => rule.status === status).map((rule) => plain(rule.rule));
    return names.length > 0 ? [`${standingName(status)}: ${names.join(', ')}`] : [];
  });
  return t`Rules ${counts.join('; ')}.`;
}
