/** What a size is for: sizes of one family that are equal are one scale. */
export type Family = 'numbers' | 'heads' | 'rank' | 'patches' | 'tokens';

/** How the scales of a family begin when nothing else names them. */
const letters: Readonly<Record<Family, string>> = {
  numbers: 'N',
  heads: 'H',
  rank: 'dk',
  patches: 'n',
  tokens: 'L',
};

/** The scales of an imported network, by what they are for and their value. */
export class Scales {
  private readonly named = new Map<string, { readonly name: string; readonly value: number }>();
  private readonly numbered = new Map<string, number>();

  /**
   * The name of the scale of a size.
   * @param wanted its name, if it has none yet; otherwise the family's letter, with a number where it has several.
   */
  of(family: Family, value: number, wanted?: string): string {
    const key = `${family} ${value}`;
    const declared = this.named.get(key);
    if (declared) return declared.name;
    const letter = wanted ?? letters[family];
    const count = (this.numbered.get(letter) ?? 0) + 1;
    this.numbered.set(letter, count);
    const name = count === 1 ? letter : `${letter}${count}`;
    this.named.set(key, { name, value });
    return name;
  }

  /** Declarations of the language, one a line, aligned. */
  declarations(): string[] {
    const all = [...this.named.values()];
    const longest = Math.max(0, ...all.map(({ name }) => name.length));
    return all.map(({ name, value }) => `scale ${name.padEnd(longest)} = ${value}`);
  }
}
