import { distance } from 'fastest-levenshtein';

const most = 3;

/** Longer names are not compared: nobody mistypes them by hand. */
const longestName = 60;

/**
 * The names that someone who wrote `name` may have meant, best first: those that few edits away differ from it.
 * Capital letters count as half an edit.
 */
export function suggestions(name: string, candidates: Iterable<string>): string[] {
  if (name.length > longestName) return [];
  const allowed = allowedEdits(name.length);
  const scored: { candidate: string; edits: number }[] = [];
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) > allowed) continue;
    const edits = isSwapped(name, candidate)
      ? 1
      : (distance(name, candidate) + distance(name.toLowerCase(), candidate.toLowerCase())) / 2;
    if (edits <= allowed) scored.push({ candidate, edits });
  }
  return scored
    .sort((left, right) => left.edits - right.edits)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** True when two neighbouring letters stand in the wrong order, and nothing else is wrong: one edit, as fingers make it. */
function isSwapped(name: string, other: string): boolean {
  const at = name.split('').findIndex((letter, index) => letter !== other[index]);
  const [first = '', second = ''] = at < 0 ? [] : name.slice(at, at + 2);
  return second !== '' && name.slice(0, at) + second + first + name.slice(at + 2) === other;
}

/** In a name of one letter only its case can be wrong. */
function allowedEdits(length: number): number {
  if (length < 4) return length < 2 ? 0.5 : 1;
  return Math.max(2, Math.floor(length / 3));
}
