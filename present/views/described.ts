import { t } from '@vscode/l10n';
import type { FileData } from '../../language/data/data-files.js';
import { noDirection } from '../../language/data/no-direction.js';
import type { DataOptions } from '../../language/data/options.js';
import { words } from '../words/words.js';

/** A component is written where it is larger than so many of its standard errors, and has this share at least. */
const leastErrors = 3;
const leastShare = 0.002;

/** What a data file is in the language. */
export interface DescribedData {
  /** `input data("f.csv", label: y)`. */
  readonly input: string;
  /** `target measured = 0.9*he(1)`; undefined where no component was found. */
  readonly target: string | undefined;
}

/**
 * The lines that name a data file and what its label is.
 * @param path of the file, from the folder of the file that the lines are for.
 */
export function describedData(path: string, options: DataOptions, data: FileData): DescribedData {
  const list = (key: string, names: readonly string[] | undefined): string[] =>
    names ? [`${key}: [${names.map(columnText).join(', ')}]`] : [];
  const given = [
    ...(options.label === undefined ? [] : [`label: ${columnText(options.label)}`]),
    ...(options.direction === undefined ? [] : [`direction: ${quoted(options.direction)}`]),
    ...list('columns', options.columns),
    ...list('exclude', options.exclude),
    ...list('oneHot', options.oneHot),
    ...(options.standardize ? ['standardize: true'] : []),
    ...(options.member === undefined ? [] : [`member: ${quoted(options.member)}`]),
  ];
  const terms = (data.labelFunction?.directions ?? []).flatMap(({ components }, at, all) =>
    components
      .filter(({ coefficient, error, share }) => Math.abs(coefficient) > leastErrors * error && share >= leastShare)
      .map(({ degree, coefficient }) => {
        const direction = all.length > 1 ? `, w${at + 1}` : '';
        return { coefficient: Number(coefficient.toPrecision(3)), component: `he(${degree}${direction})` };
      }),
  );
  const sum = terms.map(({ coefficient, component }, at) => {
    const sign = coefficient < 0 ? '-' : '+';
    const lead = at === 0 ? (coefficient < 0 ? '-' : '') : ` ${sign} `;
    return `${lead}${Math.abs(coefficient)}*${component}`;
  });
  return {
    input: `input data(${[quoted(path), ...given].join(', ')})`,
    target: sum.length > 0 ? `target measured = ${sum.join('')}` : undefined,
  };
}

/**
 * A file of the language for a data file: its input, the measured target, and a network and a study to begin with.
 * @param sentences what was measured, for the comment at the beginning.
 */
export function describedFile({ input, target }: DescribedData, data: FileData, sentences: readonly string[]): string {
  const comment = sentences.map((sentence) => `// ${sentence.replace(/\s+/g, ' ')}\n`).join('');
  const isOdd = !/he\([24]/.test(target ?? '');
  const layers = isOdd
    ? ['dense h1 (width: N, activation: erf)']
    : ['dense h1 (width: N, activation: relu)', 'dense h2 (width: N, activation: relu)'];
  const network = `network Net {\n  ${[input, ...layers, 'output linear'].join('\n  ')}\n}\n`;
  const reason = noDirection(data);
  const why = reason ? ` ${words(reason)}` : '';
  const study = target
    ? `${target}\n\nstudy Measured {\n  network: Net\n  target: measured\n  samples: ${data.fileRows}\n}\n`
    : `// ${t('No target is written: no component of the label was found.')}${why}\n`;
  return `${comment}\nscale N = 1024 // ${t('the width: write your own')}\n\n${network}\n${study}`;
}

/** A column as an option names it. */
function columnText(column: string): string {
  return /^(?:[_\p{L}][_\p{L}\p{M}\p{N}]*|\d+)$/u.test(column) && !reserved.has(column) ? column : quoted(column);
}

/** Words that begin declarations and parts of networks are no names. */
const reserved = new Set([
  'import',
  'scale',
  'network',
  'target',
  'study',
  'input',
  'output',
  'residual',
  'dense',
  'conv',
  'attention',
]);

/** A text in quotes; one that has double quotes stands in single ones. */
function quoted(text: string): string {
  return text.includes('"') ? `'${text}'` : `"${text}"`;
}
