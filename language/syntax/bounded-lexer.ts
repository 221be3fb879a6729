import { t } from '@vscode/l10n';
import { DefaultLexer, type LexerResult, type TokenizeOptions } from 'langium';

type Token = LexerResult['tokens'][number];

/** Parentheses within parentheses; an expression that people write has a few. */
const deepest = 64;

/** Words, numbers and signs in one expression; deeper recursion than this makes no sense of any size. */
const longest = 500;

/** Terms of one sum, of sizes or of components of a target. */
const mostTerms = 500;

const tooDeep = (): string =>
  t('These are more parentheses within each other than any size needs: split the expression into scales.');
const unclosedText = (): string => t('This text in quotes is not closed: write the same quote at its end.');
const tooLong = (): string => t('This expression is longer than any size needs: split it into scales.');
const tooManyTerms = (): string => t`This sum has more than ${mostTerms} terms: leave out those that weigh least.`;

/** What an expression is made of. Anything else ends it. */
const expressionTokens = new Set(['NUMBER', 'ID', '+', '-', '*', '/', '^', '(', ')']);

/** What starts or ends something in which all parentheses must be closed. */
const declarationTokens = new Set(['import', 'scale', 'network', 'target', 'study', '{', '}']);

/**
 * A lexer that keeps what the parser has to hold on its stack within bounds. Parsers descend with every parenthesis and
 * operator, so that a file of a million of them would end the process; here the rest of such an expression becomes an error.
 */
export class BoundedLexer extends DefaultLexer {
  override tokenize(text: string, options?: TokenizeOptions): LexerResult {
    const result = super.tokenize(text, options);
    const end = unclosedComment(result.tokens);
    const tokens = end === undefined ? result.tokens : result.tokens.slice(0, end);
    const unclosed = result.tokens[end ?? -1];
    const errors = [...result.errors];
    if (unclosed) errors.push(error(unclosed, 2, t('This comment is not closed: write */ at its end.')));
    for (const token of tokens)
      if (isUnclosedText(token)) errors.push(error(token, token.image.length, unclosedText()));
    return { ...result, tokens: bounded(tokens, errors), errors };
  }
}

function isUnclosedText({ tokenType, image }: Token): boolean {
  return tokenType.name === 'STRING' && (image.length < 2 || image.at(-1) !== image[0]);
}

/** The place of a `/` and `*` side by side: the start of a comment without end. */
function unclosedComment(tokens: readonly Token[]): number | undefined {
  const at = tokens.findIndex(
    (token, index) =>
      token.image === '/' &&
      tokens[index + 1]?.image === '*' &&
      token.startOffset + 1 === tokens[index + 1]?.startOffset,
  );
  return at < 0 ? undefined : at;
}

function bounded(tokens: readonly Token[], errors: LexerResult['errors']): Token[] {
  const kept: Token[] = [];
  let depth = 0;
  let length = 0;
  let signs = 0;
  let terms = 1;
  for (const token of tokens) {
    const isDeclaration = declarationTokens.has(token.image);
    if (isDeclaration) depth = 0;
    // An argument or property begins a sum of its own.
    if (isDeclaration || token.image === ':') terms = 1;
    else if (token.image === '+' || token.image === '-') {
      terms++;
      if (terms === mostTerms + 1) errors.push(error(token, 1, tooManyTerms()));
    }
    if (terms > mostTerms) continue;
    if (token.image === '(') depth++;
    length = expressionTokens.has(token.tokenType.name) ? length + 1 : 0;
    signs = token.image === '-' ? signs + 1 : 0;
    if (signs > deepest) continue;
    if (signs === deepest) errors.push(error(token, 1, tooLong()));
    if (depth <= deepest && length <= longest) kept.push(token);
    else if (token.image === '(' && depth === deepest + 1) errors.push(error(token, 1, tooDeep()));
    else if (length === longest + 1) errors.push(error(token, token.image.length, tooLong()));
    if (token.image === ')') depth = Math.max(0, depth - 1);
  }
  return kept;
}

function error(token: Token, length: number, message: string): LexerResult['errors'][number] {
  return { offset: token.startOffset, line: token.startLine, column: token.startColumn, length, message };
}
