import type { Rule } from '../../theory/prediction.js';
import { sentence } from './size.js';
import { list, plain } from './text.js';

const standing = { published: 'published', derived: 'derived here', conjecture: 'a conjecture' } as const;

/** The rules that a result used, each with its standing and source, as a Markdown list. */
export function rules(used: readonly Rule[]): string {
  return list(
    used.map(
      (rule) => `**${plain(rule.rule)}** (${standing[rule.status]}): ${sentence(rule.summary)} _${plain(rule.source)}_`,
    ),
  );
}

/** How far the rules of a result are known, in a line. */
export function standingOf(used: readonly Rule[]): string {
  const counts = (['published', 'derived', 'conjecture'] as const).flatMap((status) => {
    const names = used.filter((rule) => rule.status === status).map((rule) => plain(rule.rule));
    return names.length > 0 ? [`${standing[status]}: ${names.join(', ')}`] : [];
  });
  return `Rules ${counts.join('; ')}.`;
}
