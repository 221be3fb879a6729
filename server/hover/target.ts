import type * as ast from '../../language/generated/ast.js';
import { lowerTarget } from '../../language/index.js';
import type { Target } from '../../theory/study.js';
import { featureName, formula } from '../markdown/size.js';
import { code, list, paragraphs } from '../markdown/text.js';
import { readable } from '../numerals.js';

/** A target: its degrees, and what they need of a network. */
export function targetHover(node: ast.Target): string | undefined {
  const target = lowerTarget(node);
  return paragraphs(
    `**target ${code(node.name)}**`,
    ...(target ? described(target) : ['This target is not complete.']),
  );
}

function described(target: Target): string[] {
  if (target.kind === 'attentive') {
    return [
      `The attention target of degree ${target.degree}: (w·x_q)(2L)^(−1/2) Σ_b He₂(w·x_b), cubic in the tokens.`,
      'Only attention builds it: lazily at a readout cost of L·d³ on raw tokens.',
    ];
  }
  const norm = Math.hypot(...target.terms.map(({ coefficient }) => coefficient));
  const terms = target.terms.map(
    ({ degree, coefficient }) =>
      `${featureName(degree)}: coefficient ${readable(coefficient)}, ${readable((100 * coefficient ** 2) / norm ** 2)} % of the norm; a lazy stack on gaussian(d) needs ${degree === 1 ? 'd' : `d${superscript(degree)}`} samples for it`,
  );
  const directions = target.directions.isOne ? 'one direction' : `${formula(target.directions)} directions`;
  const highest = Math.max(...target.terms.map(({ degree }) => degree));
  return [
    `Hermite components along ${directions}:`,
    list(terms),
    `Degree ${highest}. Every degree must be in the last kernel.`,
  ];
}

function superscript(number: number): string {
  return [...String(number)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('');
}
