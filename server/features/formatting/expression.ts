import { CstUtils, type LeafCstNode } from 'langium';
import type { Expression } from '../../../language/generated/ast.js';

/** A token of an expression, and whether a space goes before it. */
interface Gap {
  readonly leaf: LeafCstNode;
  readonly space: boolean;
}

/**
 * The spaces inside an expression: one around + - * and /, none around ^, in an exponent, after a sign, inside parentheses.
 * The first token is left to what stands before it.
 */
export function expressionGaps(expression: Expression): Gap[] {
  const leaves = expression.$cstNode
    ? CstUtils.flattenCst(expression.$cstNode)
        .filter(({ hidden }) => !hidden)
        .toArray()
    : [];
  const gaps: Gap[] = [];
  /** The parentheses that are open: whether each belongs to an exponent. */
  const open: boolean[] = [];
  let previous: LeafCstNode | undefined;
  let previousIsSign = false;
  for (const leaf of leaves) {
    const { text } = leaf;
    const inExponent = open.includes(true) || (previous?.text === '^' && text !== '(');
    const isSign = text === '-' && (previous === undefined || /^[-+*/^(]$/.test(previous.text));
    const isOperator = /^[-+*/]$/.test(text) && !isSign;
    const afterOperator = previous !== undefined && /^[-+*/]$/.test(previous.text) && !previousIsSign;
    if (previous) gaps.push({ leaf, space: !inExponent && (isOperator || afterOperator) });
    if (text === '(') open.push(previous?.text === '^' || open.includes(true));
    if (text === ')') open.pop();
    previous = leaf;
    previousIsSign = isSign;
  }
  return gaps;
}
