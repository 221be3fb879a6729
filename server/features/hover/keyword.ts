import { archBlock, paragraphs } from '../../../present/markdown/text.js';
import { vocabulary } from '../../../present/words/vocabulary.js';

/** What a keyword means, with an example. */
export function keywordHover(word: string): string | undefined {
  const known = vocabulary.get(word);
  return known && paragraphs(`**${word}**`, known.meaning(), archBlock(known.example));
}
