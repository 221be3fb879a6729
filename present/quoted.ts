/** So many characters of a file are quoted: enough to find the place, too few to give a secret away. */
const most = 12;

/** Signs that do more than stand in a text: controls, line ends, directions, halves of characters. */
const unprintable = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** A text without signs that a terminal or an editor would act on. */
export const printable = (text: string): string => text.replaceAll(unprintable, '\u{fffd}');

/** The beginning of a text that comes out of a file, for a message. */
export function quoted(text: string): string {
  const signs = [...text];
  return printable(signs.length > most ? `${signs.slice(0, most).join('')}…` : text);
}
