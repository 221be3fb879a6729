import { t } from '@vscode/l10n';
import { DefaultLexerErrorMessageProvider } from 'langium';

/** Says which characters have no meaning in the language. */
export class LexerMessages extends DefaultLexerErrorMessageProvider {
  override buildUnexpectedCharactersMessage(text: string, start: number, length: number): string {
    const characters = text.slice(start, start + Math.min(length, 20));
    return t`${JSON.stringify(characters).slice(1, -1)} means nothing here: remove it, or write // before a comment.`;
  }
}
