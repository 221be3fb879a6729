import { layerKinds } from '../../theory/kinds/index.js';
import { wordsIn } from '../../language/syntax/words.js';

const reserved = new Set(
  ['Document', 'Network', 'Study'].flatMap((rule) => wordsIn(rule)).concat(...layerKinds.keys()),
);

/** Names of the language, each given once. */
export class Names {
  private readonly given = new Set<string>();

  /**
   * A name like `wanted`: what a name cannot hold becomes `_`, words of the language get one behind them, and what is there
   * already gets a number.
   * @param fallback what to begin with where nothing of it is left.
   */
  give(wanted: string, fallback: string): string {
    const letters = wanted
      .replace(/[^\p{L}\p{N}_]+/gu, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 60);
    const begun = letters === '' ? fallback : /^[\p{L}_]/u.test(letters) ? letters : `${fallback}${letters}`;
    const base = reserved.has(begun) ? `${begun}_` : begun;
    let name = base;
    for (let count = 2; this.given.has(name); count++) name = `${base}_${count}`;
    this.given.add(name);
    return name;
  }
}
