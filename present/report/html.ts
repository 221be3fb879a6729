import { t } from '@vscode/l10n';
import type { ValidationResult } from '../../validation/result.js';
import { conclusion, legend } from './conclusion.js';
import { diagnosticRows, notes, planRows, type Row } from './facts.js';
import { escaped } from './markup.js';
import { plotsOf, quantityOf } from './plots.js';
import { pointRows } from './points.js';
import { summaryRows } from './summary.js';
import { svgOf } from '../svg/svg.js';
import { shownSteps } from '../views/bridge.js';
import { verdictText } from '../words/results.js';

const style = `
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.5em; } h2 { font-size: 1.15em; margin-top: 2em; }
.verdict { padding: .6em 1em; border-left: 5px solid #8a6d00; background: #8881; }
.verdict.agrees { border-color: #009e73; } .verdict.disagrees { border-color: #c0392b; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2em 1.2em; } dt { opacity: .75; } dd { margin: 0; overflow-wrap: anywhere; }
figure { margin: 1em 0; } svg { max-width: 100%; height: auto; border: 1px solid #8884; }
table { border-collapse: collapse; } th, td { padding: .25em .8em; text-align: right; border-bottom: 1px solid #8884; font-variant-numeric: tabular-nums; }
th:last-child, td:last-child, .steps th, .steps td { text-align: left; }
.wide { overflow-x: auto; }`;

/** A result as one HTML page that loads nothing. */
export function htmlOf(result: ValidationResult): string {
  const title = `${result.study}: ${quantityOf(result)} against ${result.sweep.variable}`;
  const figures = plotsOf([{ name: result.study, result }]).map(
    (plot) =>
      `<h2>${escaped(plot.title)}</h2>\n<figure>\n<figcaption>${escaped(plot.verdict)}</figcaption>\n${svgOf(plot)}\n</figure>`,
  );
  const remarks = notes(result).map((note) => `<li>${escaped(note)}</li>`);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${style}
</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p class="verdict ${escaped(result.verdict.replaceAll(' ', '-'))}"><strong>${escaped(verdictText(result.verdict))}</strong> ${escaped(result.reason)}</p>
${conclusion(result)
  .map((sentence) => `<p>${escaped(sentence)}</p>`)
  .join('')}
${bridge(result)}${descriptions(summaryRows(result))}
${remarks.length > 0 ? `<ul>${remarks.join('\n')}</ul>` : ''}
${figures.join('\n')}
<h2>${escaped(t('Points'))}</h2>
<div class="wide">${table(pointRows(result))}</div>
${descriptions(legend(result))}
<details><summary>${escaped(t('Diagnostics'))}</summary>${descriptions(diagnosticRows(result))}</details>
<details><summary>${escaped(t('Plan'))}</summary>${descriptions(planRows(result))}</details>
</body>
</html>
`;
}

/** The steps that the verdict rests on. */
function bridge(result: ValidationResult): string {
  const steps = shownSteps(result);
  if (steps.length === 0) return '';
  const rows = steps.map(({ compared, verdictText: verdict, reason }) => [compared, verdict, reason]);
  return `<div class="wide steps">${table([[t('Compared'), t('Verdict'), t('Why')], ...rows])}</div>\n`;
}

function descriptions(rows: readonly Row[]): string {
  return `<dl>${rows.map(([term, text]) => `<dt>${escaped(term)}</dt><dd>${escaped(text)}</dd>`).join('\n')}</dl>`;
}

function table([headings = [], ...rows]: readonly (readonly string[])[]): string {
  const head = headings.map((text) => `<th scope="col">${escaped(text)}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map((text) => `<td>${escaped(text)}</td>`).join('')}</tr>`);
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table>`;
}
