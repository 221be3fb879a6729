import { t } from '@vscode/l10n';
import * as ast from '../generated/ast.js';
import { leftOpen, type Outcome } from '../problem.js';
import { Monomial } from '../../theory/monomial.js';
import { evaluateInOrder, scalesIn } from './dependencies.js';
import { evaluatePositive } from './expression.js';
import { numericValue } from './numeric.js';
import { whenFilesChange } from './once.js';

let meanings = new WeakMap<ast.Scale, Outcome<Monomial>>();
let values = new WeakMap<ast.Scale, Outcome<number>>();

whenFilesChange(() => {
  meanings = new WeakMap();
  values = new WeakMap();
});

/** What a scale stands for: itself where it is free, its relation in free sizes where it is tied to others. */
export function meaningOf(scale: ast.Scale): Outcome<Monomial> {
  evaluateInOrder(scale, {
    isDone: (one) => meanings.has(one),
    dependencies: (one) => (isTied(one) && ast.isExpression(one.value) ? scalesIn(one.value) : []),
    finish: (one) => void meanings.set(one, ownMeaning(one)),
    cycle: (scales) => scales.forEach((one, at) => meanings.set(one, cycle(one, at, scales))),
  });
  return meanings.get(scale) ?? { problem: leftOpen(scale) };
}

/** The reference value of a scale: its own number where it is free, that of its relation where it is tied. */
export function referenceOf(scale: ast.Scale): Outcome<number> {
  evaluateInOrder(scale, {
    isDone: (one) => values.has(one),
    dependencies: (one) => (ast.isExpression(one.value) ? scalesIn(one.value) : []),
    finish: (one) => void values.set(one, ownValue(one)),
    cycle: (scales) => scales.forEach((one, at) => values.set(one, cycle(one, at, scales))),
  });
  return values.get(scale) ?? { problem: leftOpen(scale) };
}

/** True when a scale is tied to others by `~`; otherwise it is a free size. */
export function isTied(scale: ast.Scale): boolean {
  return scale.relation === '~';
}

function ownMeaning(scale: ast.Scale): Outcome<Monomial> {
  if (!scale.name) return { problem: leftOpen(scale) };
  if (!isTied(scale)) return { value: Monomial.size(scale.name) };
  if (!ast.isExpression(scale.value)) return { problem: leftOpen(scale) };
  return evaluatePositive(scale.value, (other) => elsewhere(meanings.get(other), other));
}

function ownValue(scale: ast.Scale): Outcome<number> {
  if (!ast.isExpression(scale.value)) {
    if (scale.relation) return { problem: leftOpen(scale) };
    const message = t`The size ${scale.name} has no reference value: write scale ${scale.name} = 64, or tie it to others with ~.`;
    return { problem: { node: scale, code: 'arch-scale-without-value', message } };
  }
  if (isTied(scale)) {
    const { problem } = meaningOf(scale);
    if (problem) return { problem };
  }
  return numericValue(scale.value, (other) => values.get(other)?.value);
}

/** The outcome of another scale, whose problem is reported where that scale is declared. */
function elsewhere<T>(outcome: Outcome<T> | undefined, scale: ast.Scale): Outcome<T> {
  if (outcome && !outcome.problem) return outcome;
  return { problem: { ...(outcome?.problem ?? leftOpen(scale)), reportedElsewhere: true } };
}

function cycle(scale: ast.Scale, from: number, scales: readonly ast.Scale[]): Outcome<never> {
  const name = (at: number): string => scales[(from + at) % scales.length]?.name ?? '';
  const first = Math.min(scales.length + 1, scales.length > 7 ? 4 : 8);
  const shown = Array.from({ length: first }, (_, at) => name(at));
  if (scales.length > 7) shown.push('…', name(scales.length - 1), scale.name);
  const message = t`The size ${scale.name} is defined by itself (${shown.join(' → ')}): give one of them a value of its own with =.`;
  return { problem: { node: scale, code: 'arch-relation-cycle', message } };
}
