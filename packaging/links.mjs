import { posix } from 'node:path';

const link = /(!?)\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)/g;

/**
 * The links of a Markdown document, for another place: those to files lead from the new place to where each file is then.
 * @param {string} text the document
 * @param {string} source its path in the repository
 * @param {string} target its path at the new place
 * @param {(file: string) => string | undefined} placeOf the path at the new place of a file of the repository; undefined when
 *   it is not there: the link then becomes its text
 * @returns {string}
 */
export function moveLinks(text, source, target, placeOf) {
  return outsideCode(text, (part) =>
    part.replaceAll(link, (all, mark, words, address) => {
      // A picture can be the text of a link.
      const inner = mark ? words : moveLinks(words, source, target, placeOf);
      if (!isToFile(address)) return `${mark}[${inner}](${address})`;
      const [path = '', anchor] = address.split('#');
      const place = placeOf(fileOf(source, path));
      if (place === undefined) return inner;
      const relative = posix.relative(posix.dirname(target), place);
      const whole = `${relative.startsWith('.') ? '' : './'}${relative}${anchor === undefined ? '' : `#${anchor}`}`;
      return `${mark}[${inner}](${whole})`;
    }),
  );
}

/**
 * The files that a Markdown document links to, with the anchors in them.
 * @param {string} text the document
 * @param {string} source its path
 * @returns {readonly { address: string, file: string, anchor: string | undefined }[]}
 */
export function linkedFiles(text, source) {
  const found = [];
  outsideCode(text, (part) => {
    for (const [, , words, address] of part.matchAll(link)) {
      if (words.includes('](')) found.push(...linkedFiles(words, source));
      if (!isToFile(address) && !address.startsWith('#')) continue;
      const [path = '', anchor] = address.split('#');
      found.push({ address, file: path === '' ? source : fileOf(source, path), anchor });
    }
    return part;
  });
  return found;
}

const isToFile = (address) => !/^([a-z][a-z0-9+.-]*:|#)/i.test(address);

const fileOf = (source, path) => posix.normalize(posix.join(posix.dirname(source), path)).replace(/\/$/, '');

/**
 * A Markdown document with what is outside its fenced blocks changed.
 * @param {string} text the document
 * @param {(part: string) => string} change
 * @returns {string}
 */
export function outsideCode(text, change) {
  return text
    .split(/^( *```+[\s\S]*?^ *```+)$/m)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join('');
}
