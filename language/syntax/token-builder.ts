import { DefaultTokenBuilder, type GrammarAST } from 'langium';

type Tokens = ReturnType<DefaultTokenBuilder['buildTerminalTokens']>;

/** Builds the lexer's tokens so that a name may begin like a keyword: `meanWidth` is a name, not `mean` and `Width`. */
export class ArchTokenBuilder extends DefaultTokenBuilder {
  protected override findLongerAlt(keyword: GrammarAST.Keyword, terminalTokens: Tokens): Tokens {
    const longer = super.findLongerAlt(keyword, terminalTokens);
    return /^[a-z]/.test(keyword.value) ? terminalTokens.filter(({ name }) => name === 'ID') : longer;
  }
}
