import { t } from '@vscode/l10n';
import { estimatedDuration, memoryText, numberText } from '../../present/numbers.js';
import type { Planned, ShownPlan } from './planned.js';

/** Editors cut the label of a hint beyond this many characters. */
const longestLabel = 43;

/** The plan in a hint: `d: 128…4096, 7 points, ~5 s`. */
export function planLabel(planned: Planned): string {
  if ('refusal' in planned) return t('cannot be measured so');
  const { sweep, points, cost } = planned.plan;
  const [low, high] = [Math.min(...sweep.values), Math.max(...sweep.values)].map(numberText);
  const range = `${sweep.variable}: ${low}…${high}`;
  const parts = [
    range,
    t`${points} points`,
    ...(cost ? [`${cost.isLeast ? '>' : '~'}${estimatedDuration(cost.seconds)}`] : []),
  ];
  // The name of a size can be long: then it is cut, not the numbers.
  const excess = parts.join(', ').length - longestLabel;
  if (excess <= 0) return parts.join(', ');
  const name = sweep.variable.slice(0, Math.max(1, sweep.variable.length - excess - 1));
  return [`${name}…: ${low}…${high}`, ...parts.slice(1)].join(', ').slice(0, longestLabel);
}

/** The plan in full, as rows: term and description. */
export function planRows({ choices, predicted, sweep, level, engine, device, cost }: ShownPlan): [string, string][] {
  return [
    ...choices.map(({ name, value, why }): [string, string] => [name, `${value} (${why})`]),
    [
      t('compared'),
      t`${sweep.variable} to the power ${predicted.exponent} (${predicted.pattern}, E ~ ${predicted.energy})`,
    ],
    [t('measured'), t`${level} level, engine ${engine} on ${device}`],
    [t('cost'), costText(cost)],
  ];
}

function costText(cost: ShownPlan['cost']): string {
  if (!cost) return t('known once the first point is measured');
  const time = estimatedDuration(cost.seconds);
  const all = cost.megabytes === undefined ? time : t`${time} and ${memoryText(cost.megabytes)}`;
  const basis = cost.basis.replace(/\.$/, '');
  return cost.isLeast ? t`more than ${all} (${basis})` : t`about ${all} (${basis})`;
}
