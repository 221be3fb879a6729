import type { DescentMethod } from '../../validation/plan.js';
import type { ShownCost, ShownPlan } from '../plan.js';
import { algorithmName } from '../words/algorithms.js';
import { estimatedDuration, memoryText } from '../numbers.js';
import { alignedTable } from './table.js';
import type { Colors } from './colors.js';
import { wrapped } from './wrap.js';

/** A plan for a terminal: what is measured, why that, and what it costs. */
export function planText({ plan, choices, engine, device, cost }: ShownPlan, colors: Colors): string {
  const { study, level, predicted, sweep, method } = plan;
  const quantity = method.kind === 'langevin' && method.scan ? 'P/κ* ~ ' : '';
  const rows = [
    ...choices.map(({ name, value, why }) => [name, value, colors.dim(`(${why})`)]),
    ...(method.kind === 'descent' ? [algorithmRow(method, sweep.variable, colors)] : []),
    [
      method.kind === 'descent' ? 'beside' : 'compared',
      `${quantity}${sweep.variable} to the power ${predicted.exponent}`,
      colors.dim(
        `(${method.kind === 'descent' ? 'equilibrium' : 'predicted'}: ${predicted.pattern}, E ~ ${predicted.energy})`,
      ),
    ],
    ['cost', costText(cost), cost ? colors.dim(`(${sentencePart(cost.basis)})`) : ''],
  ];
  return [
    `${colors.bold(study)}  ${colors.dim(`the plan: ${level} level, ${engine} on ${device}`)}`,
    '',
    alignedTable([{}, {}, {}], rows),
    '',
  ].join('\n');
}

/** The known algorithm with which descent is compared. */
function algorithmRow(
  { algorithms, comparedWith, optimiser }: DescentMethod,
  variable: string,
  colors: Colors,
): string[] {
  const known = algorithms?.find(({ name }) => name === comparedWith);
  return known
    ? ['compared', `${variable} to the power ${known.exponent}`, colors.dim(`(known: ${algorithmName(known.name)})`)]
    : ['compared', 'with no known rate', colors.dim(`(none is known for ${optimiser} here)`)];
}

/** What is to be known of the choice of sizes, a paragraph a note. */
export function planNotes({ notes }: ShownPlan): string {
  return notes.map((note) => `  ${wrapped(note, '  ')}\n`).join('');
}

/** `about 5 s and 90 MB`, or `more than` that. */
function costText(cost: ShownCost | null): string {
  if (!cost) return 'known once the first point is measured';
  const needs = [
    estimatedDuration(cost.seconds),
    ...(cost.megabytes === undefined ? [] : [memoryText(cost.megabytes)]),
  ];
  return `${cost.isLeast ? 'more than' : 'about'} ${needs.join(' and ')}`;
}

const sentencePart = (sentence: string): string =>
  `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`;
