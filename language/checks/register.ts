import type { ValidationAcceptor, ValidationChecks } from 'langium';
import type { Wording } from '../../theory/message.js';
import * as ast from '../generated/ast.js';
import type { Check, Finding } from './check.js';
import { checks } from './index.js';
import type { LanguageMessage } from '../messages.js';
import type { WordedCoreServices } from '../services.js';

/** Registers every check of the language; what they find is worded by the services. */
export function registerChecks(services: WordedCoreServices): void {
  const registry = services.validation.ValidationRegistry;
  for (const one of checks)
    registry.register<ast.ArchAstType>(entry(one, services), undefined, one.isSlow ? 'slow' : 'fast');
}

function entry({ type, find }: Check, services: WordedCoreServices): ValidationChecks<ast.ArchAstType> {
  const run = (node: Finding['node'], accept: ValidationAcceptor): void => {
    for (const finding of find(node, services)) report(finding, accept, services.wording);
  };
  return { [type]: run };
}

function report(finding: Finding, accept: ValidationAcceptor, wording: Wording<LanguageMessage>): void {
  const { severity = 'error', message, node, property, code, data, references } = finding;
  const range = finding.range ?? (property === undefined ? operandsRange(node) : undefined);
  accept(severity, wording(message), {
    node,
    code,
    data: {
      code,
      ...data,
      ...(references && { references: references.map(({ value, title }) => ({ value, title: wording(title) })) }),
    },
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
