// Writes the TextMate grammars beside this file from language/arch.langium.
import { readFile, writeFile } from 'node:fs/promises';
import { markdownGrammar, textMateGrammar } from './text-mate.mjs';
import { parseGrammar } from './words.mjs';

const here = (path) => new URL(path, import.meta.url);

/** The grammars as the text of their files. */
export async function textMateFiles() {
  const grammar = parseGrammar(await readFile(here('../language/arch.langium'), 'utf8'));
  const text = (object) => `${JSON.stringify(object, null, 2)}\n`;
  return {
    'arch.tmLanguage.json': text(textMateGrammar(grammar)),
    'markdown-arch.tmLanguage.json': text(markdownGrammar()),
  };
}

if (process.argv[1] && import.meta.url === new URL(`file://${process.argv[1]}`).href) {
  for (const [name, text] of Object.entries(await textMateFiles())) await writeFile(here(name), text);
}
