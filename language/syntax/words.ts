import { layerKinds } from '../../theory/layers/index.js';
import { suggestions } from '../suggestions.js';

/** The words with which a part can begin, by the rule of the grammar that holds the parts. */
const words: ReadonlyMap<string, readonly string[]> = new Map([
  ['Document', ['import', 'scale', 'network', 'target', 'study']],
  ['Network', ['input', 'residual', ...layerKinds.keys(), 'output']],
  ['Study', ['network', 'target', 'samples', 'ridge', 'validate']],
  ['Validation', ['sweep', 'follow', 'level', 'preset', 'engine', 'points', 'seeds', 'samples', 'threshold']],
]);

/** The words with which a part of what a rule holds can begin; none for a rule without such parts. */
export function wordsIn(rule: string): readonly string[] {
  return words.get(plainName(rule)) ?? [];
}

/** The words that someone who wrote `text` inside a rule may have meant. */
export function misspelled(text: string, rule: string): string[] {
  return suggestions(text, wordsIn(rule));
}

/** The name of a rule without the invisible mark that the parser puts at its end. */
export function plainName(rule: string): string {
  return rule.replace(/\u200B$/, '');
}
