import { languages } from 'monaco-editor/editor';
import { layerKinds } from '../theory/kinds/index.js';
import { wordsIn } from '../language/syntax/words.js';

/** The name of the language in the editor. */
export const languageId = 'arch';

/** Registers the language, once: its words and signs, until the server has said what each name is. */
export function registerLanguage(): void {
  if (languages.getLanguages().some(({ id }) => id === languageId)) return;
  languages.register({ id: languageId, extensions: ['.arch'] });
  const parts = ['Document', 'Network', 'Study', 'Validation'].flatMap((rule) => wordsIn(rule));
  languages.setMonarchTokensProvider(languageId, {
    keywords: [...new Set([...parts, ...layerKinds.keys()])],
    tokenizer: {
      root: [
        [/\/\/.*$/, 'comment'],
        [/\/\*/, 'comment', '@comment'],
        [/"[^"]*"|'[^']*'/, 'string'],
        [/\d+(\.\d+)?(e[+-]?\d+)?/, 'number'],
        [/[a-zA-Z_\u0080-\uffff][\w\u0080-\uffff]*/, { cases: { '@keywords': 'keyword', '@default': 'identifier' } }],
        [/[{}()[\]]/, '@brackets'],
      ],
      comment: [
        [/\*\//, 'comment', '@pop'],
        [/./, 'comment'],
      ],
    },
  });
  languages.setLanguageConfiguration(languageId, {
    comments: { lineComment: '//', blockComment: ['/*', '*/'] },
    brackets: [
      ['{', '}'],
      ['(', ')'],
    ],
    autoClosingPairs: [
      { open: '{', close: '}' },
      { open: '(', close: ')' },
      { open: '"', close: '"' },
    ],
  });
}
