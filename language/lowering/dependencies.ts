import { AstUtils } from 'langium';
import * as ast from '../generated/ast.js';

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
export interface Evaluation {
  /** True when the scale's result is known. */
  isDone(scale: ast.Scale): boolean;
  dependencies(scale: ast.Scale): readonly ast.Scale[];
  /** Called once a scale's dependencies are done. */
  finish(scale: ast.Scale): void;
  /** Called with the scales of a cycle; must make them done. */
  cycle(scales: readonly ast.Scale[]): void;
}

/** Works out a scale and all it depends on. Chains of any length are walked without recursion. */
export function evaluateInOrder(start: ast.Scale, evaluation: Evaluation): void {
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
