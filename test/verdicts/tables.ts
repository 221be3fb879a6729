import type { FalseVerdicts, PresetRow, Shares } from './simulation.js';
import { corrections, errors } from './simulation.js';

/** Runs for each correction, error and number of sizes; runs for each preset. */
export const trials = 50;
export const presetRuns = 200;

const percent = (share: number): string => share.toFixed(share < 10 ? 1 : 0);
const cellOf = ({ all, largest }: Shares): string => `${percent(all)} (${percent(largest)})`;

/** A line of a Markdown table; the formatter of the docs pads it. */
export const rowText = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The head of a table and the line below it. */
export const headText = (head: readonly string[]): string => `${rowText(head)}\n${rowText(head.map(() => '---'))}`;

export const falseHead: readonly string[] = [
  'values over d',
  ...errors.map((error) => `false "disagrees", error ${100 * error} %`),
  ...errors.map((error) => `false "agrees", error ${100 * error} %`),
  ...errors.slice(0, 2).map((error) => `right "agrees", error ${100 * error} %`),
];

/** The row of a correction, one result an error. */
export function falseCells(correction: string, found: readonly FalseVerdicts[]): string[] {
  return [
    correction,
    ...found.map(({ disagrees }) => cellOf(disagrees)),
    ...found.map(({ agrees }) => cellOf(agrees)),
    ...found.slice(0, 2).map(({ right }) => cellOf(right)),
  ];
}

export const presetHead: readonly string[] = [
  'preset',
  'plan',
  'error',
  '0.15 away: "disagrees"',
  '0.15 away: "agrees"',
  'right: "disagrees"',
  'right: "agrees"',
  '0.15 away resolved at these sizes',
];

export function presetCells({ preset, sizes, error, away, right, resolved }: PresetRow): string[] {
  const shares = [away.disagrees, away.agrees, right.disagrees, right.agrees, resolved];
  return [preset, sizes, error, ...shares.map(percent)];
}

export const correctionNames = Object.keys(corrections);
