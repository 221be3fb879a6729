import type { Coverage, Missing } from './network.js';

/** How many of the missing parts are named on the line. */
const mostNamed = 8;

/**
 * How much of a model is in the file, on one line: `9 of 10 layers with weights imported; not imported: conv2 (3x3, dilated)`.
 */
export function coverageLine({ imported, total, missing }: Coverage): string {
  const named = [...new Set(missing.map(inWords))];
  const left = named.length - mostNamed;
  const list = [...named.slice(0, mostNamed), ...(left > 0 ? [`${left} more`] : [])].join(', ');
  return `${imported} of ${total} layers with weights imported${list === '' ? '' : `; not imported: ${list}`}.`;
}

function inWords({ name, what }: Missing): string {
  return what === '' ? plain(name) : `${plain(name)} (${plain(what)})`;
}

/** Text of a model on one line. */
function plain(text: string): string {
  return text
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 80);
}
