import { t } from '@vscode/l10n';
import type { ValidationResult } from '../../validation/result.js';
import { plain, words } from './wording.js';
import { durationText, exponentNumber, numberText } from '../numbers.js';

/** A term and what is said of it. */
export type Row = readonly [term: string, description: string];

/** What is needed to judge a result at a glance. */
export function facts(result: ValidationResult): Row[] {
  const { prefactor } = result;
  const [low, high] = prefactor?.interval ?? [0, 0];
  return [
    ...row(
      t('Prefactor'),
      prefactor &&
        t`${numberText(prefactor.value)} [${numberText(low)}, ${numberText(high)}] times the heuristic's ${result.level === 'rate' ? 'E' : 'P*'}`,
    ),
    [t('Engine'), t`${result.engine} on ${result.device}`],
    [t('Time'), durationText(result.seconds)],
    [t('Versions'), plain(result.versions)],
    [t('Lines'), t('drawn through the centre of the fitted points: what is compared is their slopes')],
  ];
}

/** What the engine says of its own work. */
export const diagnosticRows = ({ diagnostics }: ValidationResult): Row[] => rows(diagnostics);

/** What was asked of the engine, without the points. */
export const planRows = ({ plan }: ValidationResult): Row[] => rows(plan);

/** What whoever reads the result must know, in sentences. */
export function notes({ plan, diagnostics }: ValidationResult): string[] {
  const lists = [plan['notes'], diagnostics['notes']].map((list): unknown[] => (Array.isArray(list) ? list : []));
  return [...new Set(lists.flat().filter((note) => typeof note === 'string'))];
}

/** What the page shows in a better place. */
const shownElsewhere = new Set([
  'notes',
  'points',
  'predicted',
  'sweep',
  'format',
  'study',
  'level',
  'patternSeen',
  'confidence',
]);

function rows(record: Readonly<Record<string, unknown>>): Row[] {
  return Object.entries(record)
    .filter(([name]) => !shownElsewhere.has(name))
    .map(([name, value]) => [words(name), slopes(value) ?? plain(value)]);
}

/** Slopes between neighbouring points: `128 to 228: 1.004`. */
function slopes(value: unknown): string | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const parts = value.map((part: unknown) => {
    const { from, to, slope } = (part ?? {}) as Readonly<Record<string, unknown>>;
    const known = typeof from === 'number' && typeof to === 'number' && typeof slope === 'number';
    return known ? t`${numberText(from)} to ${numberText(to)}: ${exponentNumber(slope)}` : undefined;
  });
  return parts.includes(undefined) ? undefined : parts.join(', ');
}

const row = (term: string, description: string | false | undefined): Row[] =>
  description ? [[term, description]] : [];
