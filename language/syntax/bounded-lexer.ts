import { DefaultLexer, type LexerResult, type TokenizeOptions } from 'langium';
import type { Wording } from '../../theory/message.js';
import type { LanguageMessage } from '../messages.js';
import type { WordedCoreServices } from '../services.js';

type Token = LexerResult['tokens'][number];

/** Parentheses within parentheses; an expression that people write has a few. */
const deepest = 64;

/** Words, numbers and signs in one expression; deeper recursion than this makes no sense of any size. */
const longest = 500;

/** Terms of one sum, of sizes or of components of a target. */
const mostTerms = 500;

/** What an expression is made of. Anything else ends it. */
const expressionTokens = new Set(['NUMBER', 'ID', '+', '-', '*', '/', '^', '(', ')']);

/** What starts or ends something in which all parentheses must be closed. */
const declarationTokens = new Set(['import', 'scale', 'network', 'target', 'study', '{', '}']);

/**
 * A lexer that keeps what the parser has to hold on its stack within bounds. Parsers descend with every parenthesis and
 * operator, so that a file of a million of them would end the process; here the rest of such an expression becomes an error.
 */
export class BoundedLexer extends DefaultLexer {
  private readonly wording: Wording<LanguageMessage>;

  constructor(services: WordedCoreServices) {
    super(services);
    this.wording = services.wording;
  }

  override tokenize(text: string, options?: TokenizeOptions): LexerResult {
    const result = super.tokenize(text, options);
    const end = unclosedComment(result.tokens);
    const tokens = end === undefined ? result.tokens : result.tokens.slice(0, end);
    const unclosed = result.tokens[end ?? -1];
    const faults: Fault[] = [];
    if (unclosed) faults.push({ token: unclosed, length: 2, message: { code: 'comment-unclosed' } });
    for (const token of tokens)
      if (isUnclosedText(token))
        faults.push({ token, length: token.image.length, message: { code: 'quotes-unclosed' } });
    const kept = bounded(tokens, faults);
    const errors = faults.map(({ token, length, message }) => ({
      offset: token.startOffset,
      line: token.startLine,
      column: token.startColumn,
      length,
      message: this.wording(message),
    }));
    return { ...result, tokens: kept, errors: [...result.errors, ...errors] };
  }
}

/** What is wrong with the text from the start of a token on. */
interface Fault {
  readonly token: Token;
  readonly length: number;
  readonly message: LanguageMessage;
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

/** The tokens that the parser gets; what is wrong with the others is added to `faults`. */
function bounded(tokens: readonly Token[], faults: Fault[]): Token[] {
  const kept: Token[] = [];
  let depth = 0;
  let length = 0;
  let signs = 0;
  let terms = 1;
  const report = (token: Token, length: number, message: LanguageMessage) => faults.push({ token, length, message });
  for (const token of tokens) {
    const isDeclaration = declarationTokens.has(token.image);
    if (isDeclaration) depth = 0;
    // An argument or property begins a sum of its own.
    if (isDeclaration || token.image === ':') terms = 1;
    else if (token.image === '+' || token.image === '-') {
      terms++;
      if (terms === mostTerms + 1) report(token, 1, { code: 'too-many-terms', most: mostTerms });
    }
    if (terms > mostTerms) continue;
    if (token.image === '(') depth++;
    length = expressionTokens.has(token.tokenType.name) ? length + 1 : 0;
    signs = token.image === '-' ? signs + 1 : 0;
    if (signs > deepest) continue;
    if (signs === deepest) report(token, 1, { code: 'expression-too-long' });
    if (depth <= deepest && length <= longest) kept.push(token);
    else if (token.image === '(' && depth === deepest + 1) report(token, 1, { code: 'parentheses-too-deep' });
    else if (length === longest + 1) report(token, token.image.length, { code: 'expression-too-long' });
    if (token.image === ')') depth = Math.max(0, depth - 1);
  }
  return kept;
}
