import { t } from '@vscode/l10n';
import { AbstractParserErrorMessageProvider } from 'langium';
import { didYouMean, listed } from '../suggestions.js';
import { misspelled, wordsIn } from './words.js';

type Provider = AbstractParserErrorMessageProvider;
type Mismatch = Parameters<Provider['buildMismatchTokenMessage']>[0];
type Redundant = Parameters<Provider['buildNotAllInputParsedMessage']>[0];
type NoAlternative = Parameters<Provider['buildNoViableAltMessage']>[0];
type EarlyExit = Parameters<Provider['buildEarlyExitMessage']>[0];
type Token = Mismatch['actual'];
type TokenType = Mismatch['expected'];

/** Says what the parser expected in words of the language: "Expected `)` after `N1`, but found `output`." */
export class SyntaxMessages extends AbstractParserErrorMessageProvider {
  override buildMismatchTokenMessage({ expected, actual, previous, ruleName }: Mismatch): string {
    const words = wordsIn(ruleName).map(quoted);
    const meant = misspelled(actual.image, ruleName);
    if (expected.name === 'EOF') return message(words, actual, undefined, meant);
    // Before a declaration or at the end no further part was meant: a brace is missing.
    const isUnclosed = !actual.image || wordsIn('Document').includes(actual.image);
    const parts = expected.name === '}' && !isUnclosed ? words : [];
    return message([...parts, nameOf(expected.name)], actual, previous, meant);
  }

  override buildNotAllInputParsedMessage({ firstRedundant }: Redundant): string {
    return message(
      wordsIn('Document').map(quoted),
      firstRedundant,
      undefined,
      misspelled(firstRedundant.image, 'Document'),
    );
  }

  override buildNoViableAltMessage({ expectedPathsPerAlt, actual, previous, ruleName }: NoAlternative): string {
    return alternatives(expectedPathsPerAlt.flat(), actual, previous, ruleName);
  }

  override buildEarlyExitMessage({ expectedIterationPaths, actual, previous, ruleName }: EarlyExit): string {
    return alternatives(expectedIterationPaths, actual, previous, ruleName);
  }
}

/** What could come at the first word that fits no path: the words before it, such as `residual`, are right. */
function alternatives(
  paths: readonly (readonly TokenType[])[],
  actual: readonly Token[],
  previous: Token,
  rule: string,
): string {
  const [first] = actual;
  const further = first ? paths.filter((path) => path[0] === first.tokenType && path.length > 1) : [];
  if (first && actual.length > 1 && further.length > 0)
    return alternatives(
      further.map((path) => path.slice(1)),
      actual.slice(1),
      first,
      rule,
    );
  const expected = new Set(paths.flatMap(([next]) => (next ? [next.name] : [])));
  return message(summary(expected), first, previous, first ? misspelled(first.image, rule) : []);
}

/** What can come, without the list of words that are also names. */
function summary(tokens: ReadonlySet<string>): string[] {
  if (tokens.has('NUMBER') && tokens.has('ID')) return [t('a size such as `4 * d`')];
  if (tokens.has('ID') && tokens.has('linear')) return [t('a name')];
  return [...tokens].map(nameOf);
}

function message(
  expected: readonly string[],
  actual: Token | undefined,
  previous: Token | undefined,
  meant: readonly string[],
): string {
  // Where the parser skipped what it could not use, that is no place to speak of.
  const isBefore = !actual?.image || !previous || previous.startOffset < actual.startOffset;
  const after = previous?.image && isBefore ? t` after ${quoted(shortened(previous.image))}` : '';
  const advice = actual?.tokenType.name === 'STRING' ? t(' Write it without quotes.') : didYouMean(meant);
  return t`Expected ${listed(expected, 'or')}${after}, but found ${foundName(actual)}.${advice}`;
}

function foundName(token: Token | undefined): string {
  return token?.image ? quoted(shortened(token.image)) : t('the end of the file');
}

function shortened(image: string): string {
  return image.length > 30 ? `${image.slice(0, 30)}…` : image;
}

function nameOf(token: string): string {
  return terminals[token]?.() ?? quoted(token);
}

const terminals: Readonly<Record<string, () => string>> = {
  NUMBER: () => t('a number'),
  ID: () => t('a name'),
  STRING: () => t('a path in quotes'),
  EOF: () => t('the end of the file'),
};

function quoted(word: string): string {
  return `\`${word}\``;
}
