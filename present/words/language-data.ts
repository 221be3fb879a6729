import { t } from '@vscode/l10n';
import type { IgnoredColumn, IgnoredReason } from '../../language/data/ignored.js';
import type { BadRow, DataMessages, FileMessages } from '../../language/messages.js';
import { numberText } from '../numbers.js';
import { quoted } from '../quoted.js';
import type { WordsOf } from './words-of.js';

/** So many columns are named where one of them was looked for. */
const mostNamed = 8;

/** Of data files. */
export const dataWords: WordsOf<DataMessages> = {
  'data-out-of-reach': () => t('Data files cannot be read here.'),
  'data-not-regular': () => t('it is not a regular file, which alone is read.'),
  'data-outside': () =>
    t('it lies outside the folders that are read: copy it into the project, or allow files outside (allowOutside).'),
  'data-other-machine': () => t('it lies on another machine: copy it into the project.'),
  'data-not-numbers': () => t('its rows are not numbers that can be measured.'),
  'data-missing': () => t('there is no such file.'),
  'data-not-readable': ({ cause }) =>
    cause === undefined ? `${t('it cannot be read')}.` : t`it cannot be read: ${meaningOf(cause)}.`,
  'data-beside-unsaved': () => t('save this file first: its data are looked for beside it.'),
  'data-empty': () => t('it has no rows.'),
  'data-too-large': ({ most }) => t`it has more than ${most / 2 ** 20} MiB, which cannot be read here.`,
  'not-npy': () => t('it is no .npy file.'),
  'not-npz': () => t('it is no .npz file with arrays.'),
  'npz-member-missing': ({ members }) =>
    t`it has several arrays: name one, as in member: "${members[0] ?? 'X'}". It has ${listed(members)}.`,
  'npz-member-unknown': ({ member, members }) => t`it has no array ${member}; it has ${listed(members)}.`,
  'npz-label-shape': ({ label, rows }) => t`the array ${label} has to hold one number for each of the ${rows} rows.`,
  'member-without-npz': () => t('only an .npz file has members. Leave out "member".'),
  'npy-number-kind': ({ kind }) =>
    t`its numbers are of the kind ${quoted(kind) || t('unknown')}: save it as float64 or float32.`,
  'npy-not-two-dimensional': () =>
    t('it has no rows and columns: save an array of two dimensions, x.reshape(len(x), -1).'),
  'npy-cut-short': ({ rows, of }) => t`it ends after ${rows} of its ${of} rows.`,
  'npy-not-a-number': ({ row, column }) =>
    t`row ${row} has a value in column ${column} that is no number. Correct it, take the row out, or leave out the column: exclude: [${column}].`,
  'too-many-columns': ({ columns, most }) => t`it has ${columns} columns; up to ${most} can be measured.`,
  'not-csv': ({ problem, line }) =>
    line === undefined
      ? t`it is no CSV file (${problem}).`
      : t`it is no CSV file: the parser stops at line ${line} (${problem}).`,
  'csv-bad-rows': ({ file, rows, count, counted, columns }) => {
    const named = rows.map((row) => badRow(file, row)).join('; ');
    const all = count > counted ? t('more than 1000') : count;
    const more = count > rows.length ? t`; ${all} in all` : '';
    return columns.length === 0
      ? t`${named}${more}. Correct these rows, or take them out.`
      : t`${named}${more}. Correct these rows, take them out, or leave out the column: exclude: [${listed(columns)}].`;
  },
  'csv-not-text': () => t('it is no text: save it as CSV in UTF-8.'),
  'csv-thousands': ({ cell, line }) =>
    t`line ${line}: "${cell.slice(0, 30)}" has groups of digits. Save numbers without separators of thousands.`,
  'csv-two-marks': ({ point, pointLine, comma, commaLine }) =>
    t`"${point.slice(0, 30)}" in line ${pointLine} has a point, and "${comma.slice(0, 30)}" in line ${commaLine} a comma: one of them may part thousands. Save numbers with one decimal mark, without separators of thousands.`,
  'csv-thousands-or-fraction': ({ cell, line }) =>
    t`line ${line}: "${cell}" may be a fraction or a whole number with a separator of thousands. Save numbers without separators of thousands.`,
  'no-columns-left': ({ ignored }) =>
    t`no column of numbers is left: ${ignored.slice(0, mostNamed).map(ignoredText).join(', ')}.`,
  'column-not-numbers': ({ column, reason }) =>
    t`column ${column} has no numbers (${ignoredReasonText(reason)}). Leave it out, or make its values columns of their own: oneHot: [${column}].`,
  'label-not-numbers': ({ label, reason }) =>
    t`the label ${label} has no numbers (${ignoredReasonText(reason)}). Write its values as numbers, such as 0 and 1.`,
  'label-excluded': ({ label }) => t`the label ${label} is among the columns that are left out.`,
  'column-name-twice': ({ column }) => t`two columns are called ${column}: name it by its number from 1.`,
  'too-many-categories': ({ column, most }) => t`column ${column} has more than ${most} values: too many for oneHot.`,
  'only-label': () => t('it has no column beside the label.'),
  'too-few-rows': ({ rows, dimension, least }) =>
    t`it has ${rows} rows, and ${dimension} columns need at least ${least}.`,
  'columns-constant': () => t('its columns never change.'),
  'direction-constant': () => t('its columns do not vary along the direction.'),
  'label-constant': () => t('The label is the same number in every row. Name another column.'),
  'label-not-given': () =>
    t('Name the column of the labels, as in label: y, or a file with its direction, as in direction: "w.npy".'),
  'label-not-significant': ({ pValue, onlyMeans }) =>
    advised(t`Permuted labels give an eigenvalue as large with p = ${numberText(pValue)}, above 0.05.`, onlyMeans),
  'label-halves-differ': ({ splitCosine, leastCosine, onlyMeans }) =>
    advised(
      t`Two halves of the rows give directions with |cos| = ${numberText(splitCosine)}, and it has to exceed ${numberText(leastCosine)}.`,
      onlyMeans,
    ),
  'direction-not-a-line': ({ rows, width }) =>
    t`it has ${rows} rows of ${width} numbers: a direction is one row or one column of numbers.`,
  'direction-of-other-length': ({ numbers, columns }) =>
    t`it has ${numbers} numbers, and the data have ${columns} columns: give one for each.`,
  'direction-zero': () => t('it is zero throughout: that is no direction.'),
  'label-unknown': ({ label, columns }) => {
    const has = columns ? t`it has ${listed(columns)}` : t('its columns have no names: give a number from 1');
    return t`it has no column ${label}; ${has}.`;
  },
  'label-not-there': ({ label }) => t`it has no column ${label}.`,
};

/** Names of columns or arrays, the first of them. */
function listed(names: readonly string[]): string {
  return `${names.slice(0, mostNamed).map(quoted).join(', ')}${names.length > mostNamed ? ', …' : ''}`;
}

/** Why a column was left out: `text`, `dates`, `empty`, `never changes`, `counts the rows`. */
export function ignoredReasonText(reason: IgnoredReason): string {
  switch (reason) {
    case 'text':
      return t('text');
    case 'dates':
      return t('dates');
    case 'empty':
      return t('empty');
    case 'constant':
      return t('never changes');
    case 'index':
      return t('an index: it counts the rows');
  }
}

/** A column that was left out, with the reason: `id (an index: it counts the rows)`. */
export const ignoredText = ({ column, reason }: IgnoredColumn): string => `${column} (${ignoredReasonText(reason)})`;

/** Why rows tell no direction, and what helps. */
function advised(reason: string, onlyMeans: boolean): string {
  const limit = t(
    'The columns are too many for second moments: a label that is an even function of a direction is not found.',
  );
  const remedy = t('Use more rows, or give the direction in a file of its own: direction: "w.npy".');
  return [reason, ...(onlyMeans ? [limit] : []), remedy].join(' ');
}

function badRow(file: string, row: BadRow): string {
  if ('cell' in row && row.cell === '') return t`${file}:${row.line}: a value is missing`;
  return 'cell' in row
    ? t`${file}:${row.line}: "${quoted(row.cell)}" is no number`
    : t`${file}:${row.line}: ${row.cells} cells in the place of ${row.width}`;
}

/** What the system's errors mean to whoever named a file. */
const causes: Readonly<Record<string, () => string>> = {
  ENOENT: () => t('there is no such file'),
  EISDIR: () => t('it is a folder'),
  ENOTDIR: () => t('a part of its path is not a folder'),
  EACCES: () => t('access to it is not permitted'),
  EPERM: () => t('access to it is not permitted'),
  ELOOP: () => t('its links lead in a circle'),
  ENAMETOOLONG: () => t('its name is too long'),
  ERR_FS_FILE_TOO_LARGE: () => t('it is too large'),
  ERR_STRING_TOO_LONG: () => t('it is too large'),
};

const meaningOf = (cause: string): string =>
  causes[cause]?.() ?? (cause === '' ? t('the system does not say why') : t`the system says ${cause}`);

/** Of files that are read and written beside those of the language. */
export const fileWords: WordsOf<FileMessages> = {
  'file-not-readable': ({ path, cause }) => t`${path} cannot be read: ${meaningOf(cause)}.`,
  // What only the command line says is English.
  'file-utf16': ({ path }) => `${path} cannot be read: it is encoded as UTF-16. Save it as UTF-8.`,
  'file-not-text': ({ path }) => `${path} cannot be read: it is not text.`,
  'file-not-regular': ({ path }) => `${path} cannot be read: it is not a regular file, which alone is read.`,
  'calibration-about': () =>
    'Prefactors measured by "archscale validate", kept by "archscale calibrate". They scale numbers, never exponents. ' +
    'Take one away with "archscale calibrate FILE --study NAME --remove", or all by deleting this file.',
  'calibration-not-readable': () => t('it cannot be read'),
  'calibration-not-json': () => t('it is no JSON'),
  'calibration-without-studies': () => t('it has no "studies"'),
  'calibration-format': ({ found, supported }) =>
    t`its format is ${found ?? t('no number')}, and this version reads format ${supported}`,
  'calibration-not-a-list': ({ study }) => t`what it has for ${study} is no list`,
  'calibration-entry': ({ study, entry, lacks }) => {
    const where = t`entry ${entry} of ${study}`;
    switch (lacks) {
      case 'all':
        return t`${where} is no prefactor`;
      case 'prefactor':
        return t`${where} lacks a "prefactor" with a value inside its interval`;
      case 'run':
        return t`${where} lacks its "pattern" or "run"`;
      case 'measured':
        return t`${where} does not say what was "measured"`;
      case 'level':
        return t`${where} has no "level": rate or training`;
      case 'verdict':
        return t`${where} has no "verdict": agrees or cannot tell`;
      case 'sizes':
        return t`${where} lacks its "sizes"`;
    }
  },
  'calibration-file-unusable': ({ path, reason }, words) =>
    `${path} cannot be used: ${words(reason)}. Correct it, or delete it, and call again.`,
  'calibration-file-not-writable': ({ path, problem }) => `${path} cannot be written: ${problem}.`,
};
