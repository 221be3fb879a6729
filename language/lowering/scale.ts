import { AstUtils } from 'langium';
import * as ast from '../generated/ast.js';
import { leftOpen, type Outcome, type Problem } from '../problem.js';
import { Monomial } from '../../theory/monomial.js';
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

/** A size in free sizes, or why an expression is none. */
export type Size =
  | { readonly monomial: Monomial; readonly problem?: undefined }
  | { readonly monomial?: undefined; readonly problem: Problem };

/**
 * Evaluates an expression that must be a size: relations are substituted, free sizes stay symbols.
 * @returns the exact monomial, or the problem at the narrowest node.
 */
export function evaluateSize(expression: ast.Expression): Size {
  const { value, problem } = evaluatePositive(expression, (scale) => {
    const meaning = meaningOf(scale);
    return meaning.problem ? { problem: { ...meaning.problem, reportedElsewhere: true } } : meaning;
  });
  return problem ? { problem } : { monomial: value };
}

/** What a scale is in free sizes: itself, or what its relation says; undefined when its declaration is broken. */
export function scaleMonomial(scale: ast.Scale): Monomial | undefined {
  return meaningOf(scale).value;
}

/** The value of a scale at the reference sizes; undefined when something has no value. */
export function scaleValue(scale: ast.Scale): number | undefined {
  return referenceOf(scale).value;
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
    const message = { code: 'scale-without-value', name: scale.name } as const;
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

/** So many names of a circle are told in full; of a longer one the first few and the last. */
const longestTold = 7;
const firstTold = 4;

function cycle(scale: ast.Scale, from: number, scales: readonly ast.Scale[]): Outcome<never> {
  const name = (at: number): string => scales[(from + at) % scales.length]?.name ?? '';
  const isLong = scales.length > longestTold;
  const circle = Array.from({ length: isLong ? firstTold : scales.length + 1 }, (_, at) => name(at));
  const last = isLong ? { last: name(scales.length - 1) } : {};
  const message = { code: 'scale-by-itself', name: scale.name, circle, ...last } as const;
  return { problem: { node: scale, code: 'arch-relation-cycle', message } };
}

/** The scales that an expression names, each once; unresolved names are left out. */
export function scalesIn(expression: ast.Expression): ast.Scale[] {
  const scales = new Set<ast.Scale>();
  for (const node of AstUtils.streamAst(expression)) {
    const scale = ast.isScaleReference(node) ? node.scale?.ref : undefined;
    if (scale) scales.add(scale);
  }
  return [...scales];
}

/** How scales are worked out one after the other, each after those that it depends on. */
interface Evaluation {
  /** True when the scale's result is known. */
  isDone(scale: ast.Scale): boolean;
  dependencies(scale: ast.Scale): readonly ast.Scale[];
  /** Called once a scale's dependencies are done. */
  finish(scale: ast.Scale): void;
  /** Called with the scales of a cycle; must make them done. */
  cycle(scales: readonly ast.Scale[]): void;
}

/** Works out a scale and all it depends on. Chains of any length are walked without recursion. */
function evaluateInOrder(start: ast.Scale, evaluation: Evaluation): void {
  if (evaluation.isDone(start)) return;
  const path = [{ scale: start, rest: [...evaluation.dependencies(start)] }];
  const onPath = new Set([start]);
  for (let top = path.at(-1); top; top = path.at(-1)) {
    const next = top.rest.pop();
    if (!next) {
      if (!evaluation.isDone(top.scale)) evaluation.finish(top.scale);
      onPath.delete(top.scale);
      path.pop();
    } else if (onPath.has(next)) {
      const from = path.findIndex(({ scale }) => scale === next);
      evaluation.cycle(path.slice(from).map(({ scale }) => scale));
    } else if (!evaluation.isDone(next)) {
      path.push({ scale: next, rest: [...evaluation.dependencies(next)] });
      onPath.add(next);
    }
  }
}
