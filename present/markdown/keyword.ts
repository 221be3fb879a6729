import { vocabulary } from '../words/vocabulary.js';
import { archBlock, paragraphs } from './text.js';

/** What a word of the language means, with an example; undefined for a word that needs no explanation. */
export function keywordDocumentation(keyword: string): string | undefined {
  const word = vocabulary.get(keyword);
  return word && paragraphs(word.meaning(), archBlock(word.example));
}
