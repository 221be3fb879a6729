import { t } from '@vscode/l10n';
import type { ComparedSize, ComparedStudy } from '../../protocol/comparison.js';
import type { SampleVerdict } from '../../theory/calibration.js';
import { sampleVerdictText } from '../../present/words/results.js';

/** A column of the comparison: what stands in it, and by what it is sorted. */
export interface Column {
  readonly key: string;
  readonly title: string;
  readonly isNumber: boolean;
  text(study: ComparedStudy, files: Files): string;
  order(study: ComparedStudy, files: Files): number | string;
}

/** The paths of files, for people, by their URIs. */
export type Files = Readonly<Record<string, string>>;

const sized = ({ formula, text }: ComparedSize): string => (formula === text ? text : `${formula} = ${text}`);
const valueOf = ({ value }: ComparedSize): number => value ?? Infinity;

const named = (key: 'name' | 'network' | 'target' | 'pattern', title: string): Column => ({
  key,
  title,
  isNumber: false,
  text: (study) => study[key],
  order: (study) => study[key],
});

const quantity = (key: 'energy' | 'samples' | 'parameters', title: string): Column => ({
  key,
  title,
  isNumber: false,
  text: (study) => sized(study[key]),
  order: (study) => valueOf(study[key]),
});

/** The verdicts on samples, the best first. */
const verdicts: readonly SampleVerdict[] = ['above', 'between', 'within', 'below'];

/** Every column, in the order in which they stand. */
const columns = (): readonly Column[] => [
  { key: 'rank', title: t('Rank'), isNumber: true, text: ({ rank }) => String(rank), order: ({ rank }) => rank },
  named('name', t('Study')),
  {
    key: 'file',
    title: t('File'),
    isNumber: false,
    text: ({ uri }, files) => files[uri] ?? uri,
    order: ({ uri }, files) => files[uri] ?? uri,
  },
  quantity('samples', t('Samples P*')),
  {
    key: 'calibrated',
    title: t('P* calibrated'),
    isNumber: false,
    text: ({ calibrated }) => calibrated?.text ?? '',
    order: ({ calibrated }) => (calibrated ? Number.parseFloat(calibrated.text) : Infinity),
  },
  {
    key: 'estimate',
    title: t('P* estimate'),
    isNumber: false,
    text: ({ estimate }) => estimate?.text ?? '',
    order: ({ estimate }) => estimate?.value ?? Infinity,
  },
  {
    key: 'learnable',
    title: t('Its samples'),
    isNumber: false,
    text: ({ verdict }) => (verdict === null ? '' : sampleVerdictText(verdict)),
    order: ({ verdict }) => (verdict === null ? verdicts.length : verdicts.indexOf(verdict)),
  },
  quantity('energy', t('Energy E')),
  named('pattern', t('Pattern')),
  quantity('parameters', t('Parameters')),
  named('network', t('Network')),
  named('target', t('Target')),
];

/** The columns that not every study has something to say in. */
const optional: ReadonlySet<string> = new Set(['calibrated', 'estimate', 'learnable']);

/** The columns in which any of the studies has something of its own to say. */
export function columnsFor(studies: readonly ComparedStudy[], files: Files): readonly Column[] {
  const several = new Set(studies.map(({ uri }) => uri)).size > 1;
  return columns().filter((column) => {
    if (column.key === 'file') return several;
    if (!optional.has(column.key)) return true;
    return studies.some((study) => column.text(study, files) !== '');
  });
}

/** The studies whose row holds every word of a text, whatever its case. */
export function filtered(studies: readonly ComparedStudy[], text: string, files: Files): ComparedStudy[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return studies.filter((study) => {
    const row = columns()
      .map((column) => column.text(study, files))
      .join(' ')
      .toLowerCase();
    return words.every((word) => row.includes(word));
  });
}

/** Studies by a column; equal ones stay in the order in which they came. */
export function sorted(
  studies: readonly ComparedStudy[],
  key: string,
  descending: boolean,
  files: Files,
): ComparedStudy[] {
  const column = columns().find((one) => one.key === key);
  if (!column) return [...studies];
  const sign = descending ? -1 : 1;
  return studies.toSorted((one, other) => {
    const [left, right] = [column.order(one, files), column.order(other, files)];
    if (typeof left === 'string' || typeof right === 'string') return sign * String(left).localeCompare(String(right));
    return left === right ? 0 : sign * (left < right ? -1 : 1);
  });
}

/** The rows that are shown as CSV (RFC 4180). */
export function csvOf(studies: readonly ComparedStudy[], shown: readonly Column[], files: Files): string {
  const rows = [shown.map(({ title }) => title), ...studies.map((study) => shown.map((one) => one.text(study, files)))];
  return rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
