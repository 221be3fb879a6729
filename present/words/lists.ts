import { t } from '@vscode/l10n';

/** Words in a row: `a, b or c`. */
export function listed(words: readonly string[], conjunction: 'and' | 'or'): string {
  const last = words.at(-1) ?? '';
  return words.length < 2
    ? last
    : words.slice(0, -1).join(', ') + (conjunction === 'or' ? t(' or ') : t(' and ')) + last;
}

/** A question to put after a message, or nothing: ` Did you mean erf?` */
export function didYouMean(names: readonly string[]): string {
  return names.length === 0 ? '' : t` Did you mean ${listed(names, 'or')}?`;
}

/** `1 point`, `3 points`: in English. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
