import { DefaultTokenBuilder, type GrammarAST } from 'langium';

type Tokens = ReturnType<DefaultTokenBuilder['buildTerminalTokens']>;

/** Chevrotain keeps tokens by their first character: one by one below this code, and in ranges of 255 codes from there on. */
const keptSingly = 256;
const range = 255;

/** Codes of characters that may begin a name: the letters that are kept singly, and one code of every range above. */
const nameStarts: readonly number[] = Array.from({ length: 2 ** 16 }, (_, code) => code).filter((code) =>
  code < keptSingly ? /[_\p{L}]/u.test(String.fromCharCode(code)) : code === keptSingly || code % range === 0,
);

/** Builds the lexer's tokens so that a name may begin like a keyword: `meanWidth` is a name, not `mean` and `Width`. */
export class ArchTokenBuilder extends DefaultTokenBuilder {
  protected override findLongerAlt(keyword: GrammarAST.Keyword, terminalTokens: Tokens): Tokens {
    const longer = super.findLongerAlt(keyword, terminalTokens);
    return /^[a-z]/.test(keyword.value) ? terminalTokens.filter(({ name }) => name === 'ID') : longer;
  }

  /** Names are matched by a pattern that the lexer cannot look into. Without their first characters it would try every token at every place. */
  protected override buildTerminalToken(terminal: GrammarAST.TerminalRule): Tokens[number] {
    const token = super.buildTerminalToken(terminal);
    return terminal.name === 'ID' ? { ...token, START_CHARS_HINT: [...nameStarts] } : token;
  }
}
