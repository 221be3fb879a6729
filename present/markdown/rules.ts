import { t } from '@vscode/l10n';
import type { Rule } from '../../theory/rules.js';
import { ruleSummary } from '../words/rules.js';
import { rulesByStatus } from '../views/prediction.js';
import { ruleStatusText } from '../words/results.js';
import { sentence } from './size.js';
import { list, plain } from './text.js';

/** The rules that a result used, each with how far it is known and its source, as a Markdown list. */
export function rules(used: readonly Rule[]): string {
  return list(
    used.map(
      (rule) =>
        `**${plain(rule.rule)}** (${ruleStatusText(rule.status)}): ${sentence(ruleSummary(rule))} _${plain(rule.source)}_`,
    ),
  );
}

/** How far the rules of what a small error needs are known, in a line. */
export function fitRuleLine(used: readonly Rule[]): string {
  return t`Rules of a small error ${plain(rulesByStatus(used))}.`;
}

/** How far the rules of a result are known, in a line. */
export function ruleLine(used: readonly Rule[]): string {
  return t`Rules ${plain(rulesByStatus(used))}.`;
}
