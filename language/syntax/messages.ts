import { AbstractParserErrorMessageProvider, DefaultLexerErrorMessageProvider } from 'langium';
import type { Wording } from '../../theory/message.js';
import type { ExpectedWord, LanguageMessage, WordSort } from '../messages.js';
import type { WordingServices } from '../services.js';
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
  private readonly wording: Wording<LanguageMessage>;

  constructor({ wording }: WordingServices) {
    super();
    this.wording = wording;
  }

  override buildMismatchTokenMessage({ expected, actual, previous, ruleName }: Mismatch): string {
    const words = keywordsOf(ruleName);
    const meant = misspelled(actual.image, ruleName);
    if (expected.name === 'EOF') return this.wording(message(words, actual, undefined, meant));
    // Before a declaration or at the end no further part was meant: a brace is missing.
    const isUnclosed = !actual.image || wordsIn('Document').includes(actual.image);
    const parts = expected.name === '}' && !isUnclosed ? words : [];
    return this.wording(message([...parts, expectedWord(expected.name)], actual, previous, meant));
  }

  override buildNotAllInputParsedMessage({ firstRedundant }: Redundant): string {
    const meant = misspelled(firstRedundant.image, 'Document');
    return this.wording(message(keywordsOf('Document'), firstRedundant, undefined, meant));
  }

  override buildNoViableAltMessage({ expectedPathsPerAlt, actual, previous, ruleName }: NoAlternative): string {
    return this.wording(alternatives(expectedPathsPerAlt.flat(), actual, previous, ruleName));
  }

  override buildEarlyExitMessage({ expectedIterationPaths, actual, previous, ruleName }: EarlyExit): string {
    return this.wording(alternatives(expectedIterationPaths, actual, previous, ruleName));
  }
}

/** What could come at the first word that fits no path: the words before it, such as `residual`, are right. */
function alternatives(
  paths: readonly (readonly TokenType[])[],
  actual: readonly Token[],
  previous: Token,
  rule: string,
): LanguageMessage {
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
function summary(tokens: ReadonlySet<string>): ExpectedWord[] {
  if (tokens.has('NUMBER') && tokens.has('ID')) return [{ sort: 'size' }];
  if (tokens.has('ID') && tokens.has('linear')) return [{ sort: 'name' }];
  return [...tokens].map(expectedWord);
}

function message(
  expected: readonly ExpectedWord[],
  actual: Token | undefined,
  previous: Token | undefined,
  suggestions: readonly string[],
): LanguageMessage {
  // Where the parser skipped what it could not use, that is no place to speak of.
  const isBefore = !actual?.image || !previous || previous.startOffset < actual.startOffset;
  return {
    code: 'word-expected',
    expected,
    ...(previous?.image && isBefore && { after: previous.image }),
    ...(actual?.image && { found: actual.image }),
    isInQuotes: actual?.tokenType.name === 'STRING',
    suggestions,
  };
}

function keywordsOf(rule: string): ExpectedWord[] {
  return wordsIn(rule).map((keyword) => ({ keyword }));
}

function expectedWord(token: string): ExpectedWord {
  const sort = terminals[token];
  return sort ? { sort } : { keyword: token };
}

const terminals: Readonly<Record<string, WordSort>> = {
  NUMBER: 'number',
  ID: 'name',
  STRING: 'path',
  EOF: 'end-of-file',
};

/** Says which characters have no meaning in the language. */
export class LexerMessages extends DefaultLexerErrorMessageProvider {
  private readonly wording: Wording<LanguageMessage>;

  constructor({ wording }: WordingServices) {
    super();
    this.wording = wording;
  }

  override buildUnexpectedCharactersMessage(text: string, start: number, length: number): string {
    const characters = text.slice(start, start + Math.min(length, 20));
    return this.wording({ code: 'characters-unknown', characters });
  }
}
