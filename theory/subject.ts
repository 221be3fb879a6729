import { Monomial } from './monomial.js';
import type { Study } from './study.js';

/** What a study is about, in words that do not depend on the names that its file gives. */
export interface StudySubject {
  /** `gaussian(dimension a); dense(width b, activation erf); linear(scaling standard); hermite(...)` */
  readonly subject: string;
  /** A monomial in the same canonical sizes. */
  inCanonicalSizes(monomial: Monomial): string;
}

/** What no measurement depends on: names. */
const leftOut = new Set(['name', 'kind']);

/**
 * Network and target of a study in canonical sizes: a, b, ... in the order in which they appear. Two studies with the same
 * subject ask for the same measurement; renaming a size, a layer or a target changes nothing.
 */
export function studySubject({ network, target }: Pick<Study, 'network' | 'target'>): StudySubject {
  const letters = new Map<string, Monomial>();
  const inCanonicalSizes = (monomial: Monomial): string => {
    for (const size of monomial.sizes) {
      if (!letters.has(size)) letters.set(size, Monomial.size(letterAt(letters.size)));
    }
    return monomial.substitute(letters).toString();
  };
  const settings = (value: object): string =>
    Object.entries(value)
      .filter(([key, setting]) => !leftOut.has(key) && setting !== undefined && setting !== false)
      .map(([key, setting]) => `${key} ${worded(setting)}`)
      .join(', ');
  const worded = (value: unknown): string => {
    if (value instanceof Monomial) return inCanonicalSizes(value);
    if (Array.isArray(value)) return `[${value.map(worded).join(', ')}]`;
    return typeof value === 'object' && value !== null ? `(${settings(value)})` : String(value);
  };
  const part = (one: object & { readonly kind: string }): string => `${one.kind}(${settings(one)})`;
  const subject = [network.input, ...network.layers, network.output, target].map(part).join('; ');
  return { subject, inCanonicalSizes };
}

/** a, b, ..., z, then a1, b1, ... */
function letterAt(index: number): string {
  const round = Math.floor(index / 26);
  return `${String.fromCharCode('a'.charCodeAt(0) + (index % 26))}${round === 0 ? '' : round}`;
}
