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

/** Says what the parser expected in words of the language: "Expected `)` after `N1`, but found `output`." */
export class SyntaxMessages extends AbstractParserErrorMessageProvider {
  override buildMismatchTokenMessage({ expected, actual, previous, ruleName }: Mismatch): string {
    const words = wordsIn(ruleName).map(quoted);
    const meant = misspelled(actual.image, ruleName);
    if (expected.name === 'EOF') return message(words, actual, undefined, meant);
    const parts = expected.name === '}' ? words : [];
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

  override buildNoViableAltMessage({ expectedPathsPerAlt, actual, previous }: NoAlternative): string {
    return alternatives(expectedPathsPerAlt.flat(), actual[0], previous);
  }

  override buildEarlyExitMessage({ expectedIterationPaths, actual, previous }: EarlyExit): string {
    return alternatives(expectedIterationPaths, actual[0], previous);
  }
}

function alternatives(
  paths: readonly (readonly { name: string }[])[],
  actual: Token | undefined,
  previous: Token,
): string {
  return message(summary(new Set(paths.flatMap(([first]) => (first ? [first.name] : [])))), actual, previous, []);
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
  const after = previous?.image ? t` after ${quoted(shortened(previous.image))}` : '';
  return t`Expected ${listed(expected, 'or')}${after}, but found ${foundName(actual)}.${didYouMean(meant)}`;
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
