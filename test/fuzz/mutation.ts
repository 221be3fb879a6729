import { lines, tokens } from './corpus.js';
import type { Random } from './random.js';

/** A change of a text: what lies between two offsets is replaced. */
export interface Change {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** What is easy to get wrong: other scripts, halves of pairs, control characters, numbers past every limit. */
const strange = [
  'é',
  'ς',
  '名前',
  '\u0301',
  '😀',
  '\ud83d',
  '\u0000',
  '\ufeff',
  '\u202e',
  '\r\n',
  '\r',
  '\t',
  '\\',
  '"',
  "'",
  '`',
  '/*',
  '*/',
  '//',
  '0',
  '-1',
  '1e308',
  '1e-308',
  '1e999',
  '99999999999999999999',
  '0.0000001',
  '1/3',
  '^',
  '((((((((((',
  '))))))))))',
  '^^',
  '..',
  '${x}',
  '<b>',
  '[a](b)',
  '// [a](command:workbench.action.quit) ![p](https://example.org/p.png) <img src=x onerror=alert(1)>\n',
  '/* <b>a</b> [a]: command:b ``` ~~~ */',
  '"[a](command:b)<img src=x>"',
  '// archscale: ignore ',
  'import "./b.arch"',
  'import "../../../../etc/passwd"',
];

const edits: readonly ((text: string, random: Random) => Change)[] = [
  // A stretch is taken out.
  (text, random) => {
    const from = random.upTo(text.length);
    return { from, to: Math.min(text.length, from + random.upTo(random.chance(0.2) ? 400 : 12)), text: '' };
  },
  // A stretch is repeated elsewhere.
  (text, random) => {
    const start = random.upTo(text.length);
    return insertion(random.upTo(text.length), text.slice(start, start + random.upTo(200)));
  },
  // A word is put in the place of another, or beside it.
  (text, random) => {
    const words = [...text.matchAll(/[\p{L}_][\p{L}\p{N}_]*|[0-9.]+|[^\s]/gu)];
    if (words.length === 0) return insertion(0, random.pick(tokens));
    const word = random.pick(words);
    const from = word.index;
    const to = random.chance(0.7) ? from + word[0].length : from;
    return { from, to, text: `${random.pick(tokens)}${to === from ? ' ' : ''}` };
  },
  // A line of another file comes in, or takes a line's place.
  (text, random) => {
    const from = text.lastIndexOf('\n', random.upTo(text.length)) + 1;
    const end = text.indexOf('\n', from);
    return { from, to: random.chance(0.5) || end < 0 ? from : end + 1, text: `${random.pick(lines)}\n` };
  },
  // Something strange.
  (text, random) => insertion(random.upTo(text.length), random.pick(strange)),
  // A number is changed.
  (text, random) => {
    const numbers = [...text.matchAll(/\d+(\.\d+)?/g)];
    if (numbers.length === 0) return insertion(text.length, '\nscale z = 1\n');
    const number = random.pick(numbers);
    const text2 = random.pick(['0', '1', '2', '1e30', '1e-30', '0.5', '64', '4096', '123456789012345678901234567890']);
    return { from: number.index, to: number.index + number[0].length, text: text2 };
  },
  // One byte, as a bad disk would.
  (text, random) => {
    const from = random.upTo(Math.max(0, text.length - 1));
    return { from, to: Math.min(text.length, from + 1), text: String.fromCharCode(random.upTo(255)) };
  },
];

const insertion = (at: number, text: string): Change => ({ from: at, to: at, text });

/** A random change of a text. */
export function randomChange(text: string, random: Random): Change {
  return random.pick(edits)(text, random);
}

/** A text after a change. */
export function changed(text: string, { from, to, text: inserted }: Change): string {
  return text.slice(0, from) + inserted + text.slice(to);
}

/** A text after a few random changes: mostly one or two, so that much of it stays whole. */
export function mutated(text: string, random: Random): string {
  let result = text;
  do result = changed(result, randomChange(result, random));
  while (random.chance(0.5));
  return result;
}
