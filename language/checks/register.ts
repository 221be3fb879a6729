import type { LangiumCoreServices, ValidationAcceptor, ValidationChecks } from 'langium';
import * as ast from '../generated/ast.js';
import type { Check, Finding } from './check.js';
import { checks } from './index.js';

/** Registers every check of the language. */
export function registerChecks(services: LangiumCoreServices): void {
  const registry = services.validation.ValidationRegistry;
  for (const one of checks)
    registry.register<ast.ArchAstType>(entry(one, services), undefined, one.isSlow ? 'slow' : 'fast');
}

function entry({ type, find }: Check, services: LangiumCoreServices): ValidationChecks<ast.ArchAstType> {
  const run = (node: Finding['node'], accept: ValidationAcceptor): void => {
    for (const finding of find(node, services)) report(finding, accept);
  };
  return { [type]: run };
}

function report(finding: Finding, accept: ValidationAcceptor): void {
  const { severity = 'error', message, node, property, code, data } = finding;
  const range = finding.range ?? (property === undefined ? operandsRange(node) : undefined);
  accept(severity, message, {
    node,
    code,
    data: { code, ...data },
    ...(property !== undefined && { property: property as never }),
    ...(range && { range }),
  });
}

/**
 * The place of one operator with its operands. The parser gives every part of `a + b * c` the place of the whole chain.
 */
function operandsRange(node: ast.ArchAstType[keyof ast.ArchAstType]): Finding['range'] {
  if (!ast.isBinaryExpression(node)) return undefined;
  const start = edge(node, 'left')?.start;
  const end = edge(node, 'right')?.end;
  return start && end && { start, end };
}

function edge(expression: ast.Expression, side: 'left' | 'right'): Finding['range'] {
  let node: ast.Expression | undefined = expression;
  while (ast.isBinaryExpression(node)) node = node[side];
  return node?.$cstNode?.range;
}
