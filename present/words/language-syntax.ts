import { t } from '@vscode/l10n';
import type { ExpectedWord, SyntaxMessages, WordSort } from '../../language/messages.js';
import { didYouMean, listed } from './lists.js';
import type { WordsOf } from './words-of.js';

/** Of what parser, lexer and linker find. */
export const syntaxWords: WordsOf<SyntaxMessages> = {
  // Shown to nobody: another diagnostic says what is missing.
  'not-complete': () => 'this is not complete',
  'word-expected': ({ expected, after, found, isInQuotes, suggestions }) => {
    const behind = after === undefined ? '' : t` after ${quoted(after)}`;
    const advice = isInQuotes ? t(' Write it without quotes.') : didYouMean(suggestions);
    const actual = found === undefined ? t('the end of the file') : quoted(found);
    return t`Expected ${listed(expected.map(nameOf), 'or')}${behind}, but found ${actual}.${advice}`;
  },
  'product-meant': ({ factor, name }) => t` A product is written ${factor} * ${name}.`,
  'characters-unknown': ({ characters }) =>
    t`${JSON.stringify(characters).slice(1, -1)} means nothing here: remove it, or write // before a comment.`,
  'comment-unclosed': () => t('This comment is not closed: write */ at its end.'),
  'quotes-unclosed': () => t('This text in quotes is not closed: write the same quote at its end.'),
  'parentheses-too-deep': () =>
    t('These are more parentheses within each other than any size needs: split the expression into scales.'),
  'expression-too-long': () => t('This expression is longer than any size needs: split it into scales.'),
  'too-many-terms': ({ most }) => t`This sum has more than ${most} terms: leave out those that weigh least.`,
  'name-of-other-sort': ({ name, sort, wanted, suggestions }) =>
    t`${name} is a ${sort}; a ${wanted} is needed here.${didYouMean(suggestions)}`,
  'name-not-imported': ({ name, wanted, file }) =>
    t`No ${wanted} called ${name} is known here, but ${file} declares one: import that file.`,
  'name-unknown': ({ name, wanted, suggestions }) => {
    if (suggestions.length > 0) return t`No ${wanted} is called ${name}.${didYouMean(suggestions)}`;
    if (name === 'sqrt' && wanted === 'scale') return t('Roots are powers: write d^(1/2) for the square root of d.');
    const example = examples[wanted]?.(name);
    return t`No ${wanted} is called ${name}. ${example ? t`Declare it, as in ${example}` : t('Declare it')}, or import the file that does.`;
  },
  'diagnostic-unknown': ({ diagnostic, suggestions }) =>
    t`No diagnostic has the code ${diagnostic}.${didYouMean(suggestions)}`,
  'not-a-size': ({ name, text, problem }) =>
    `${name} ${text}: ${problem ?? t('this is not a size: write one such as 20 * d.')}`,
};

/** Declarations of one line, by their keyword. */
const examples: Readonly<Record<string, (name: string) => string>> = {
  scale: (name) => `scale ${name} = 64`,
  target: (name) => `target ${name} = he(3)`,
};

const sorts: Readonly<Record<WordSort, () => string>> = {
  number: () => t('a number'),
  name: () => t('a name'),
  path: () => t('a path in quotes'),
  size: () => t('a size such as `4 * d`'),
  'end-of-file': () => t('the end of the file'),
};

function nameOf(word: ExpectedWord): string {
  return 'sort' in word ? sorts[word.sort]() : `\`${word.keyword}\``;
}

/** A word of the text, so long that it is recognised. */
function quoted(word: string): string {
  return `\`${word.length > 30 ? `${word.slice(0, 30)}…` : word}\``;
}
