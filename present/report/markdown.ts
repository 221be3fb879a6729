import { t } from '@vscode/l10n';
import type { ValidationResult } from '../../validation/result.js';
import { conclusion, legend } from './conclusion.js';
import { diagnosticRows, notes, type Row } from './facts.js';
import { quantityOf, plotsOf } from './plots.js';
import { pointRows } from './points.js';
import { summaryRows } from './summary.js';
import { svgOf } from '../svg/svg.js';
import { shownSteps } from '../views/bridge.js';
import { verdictText } from '../words/results.js';

/** A result as one Markdown file; its plots are images inside it. */
export function markdownOf(result: ValidationResult): string {
  const plots = plotsOf([{ name: result.study, result }]);
  const parts = [
    `# ${plain(`${result.study}: ${quantityOf(result)} against ${result.sweep.variable}`)}`,
    `**${plain(verdictText(result.verdict))}.** ${plain(result.reason)}`,
    ...conclusion(result).map(plain),
    ...bridge(result),
    table([['', ''], ...summaryRows(result).map(([term, text]) => [term, text])]),
    ...plots.flatMap((plot) => [
      `## ${plain(plot.title)}`,
      plain(plot.verdict),
      `![${plain(plot.title)}](data:image/svg+xml;base64,${base64(svgOf(plot))})`,
    ]),
    `## ${t('Points')}`,
    table(pointRows(result)),
    list(legend(result)),
    ...section(
      t('Notes'),
      notes(result).map((note) => `- ${plain(note)}`),
    ),
    ...section(t('Diagnostics'), list(diagnosticRows(result))),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The steps that the verdict rests on. */
function bridge(result: ValidationResult): string[] {
  const steps = shownSteps(result);
  if (steps.length === 0) return [];
  const rows = steps.map(({ compared, verdictText: verdict, reason }) => [compared, verdict, reason]);
  return [table([[t('Compared'), t('Verdict'), t('Why')], ...rows])];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${title}`, lines.join('\n')];
}

const list = (rows: readonly Row[]): string[] => rows.map(([term, text]) => `- ${plain(term)}: ${plain(text)}`);

function table([headings = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(plain).join(' | ')} |`;
  return [line(headings), `|${' --- |'.repeat(headings.length)}`, ...rows.map(line)].join('\n');
}

/** Text in Markdown: nothing of it is taken for formatting, and it stays on its line. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>#|~&]/g, '\\$&');
}

/** Pages have no Buffer, and btoa takes bytes only. */
function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  // A call takes so many arguments, and not all that a large plot has.
  const parts = Array.from({ length: Math.ceil(bytes.length / 8192) }, (_, part) =>
    String.fromCharCode(...bytes.subarray(part * 8192, (part + 1) * 8192)),
  );
  return btoa(parts.join(''));
}
