import type * as ast from '../generated/ast.js';
import type { Monomial } from '../../theory/monomial.js';
import type { Study } from '../../theory/study.js';
import { allPresent } from './completeness.js';
import { forgetLowered } from './once.js';
import { evaluateSize, isTied, referenceOf } from './scale.js';
import { lowerStudy, scalesBelow, studyParts } from './study.js';

/** A study with sizes to be chosen, and sizes that were given with the question. */
export interface Design {
  readonly study: Study;
  /** In the order of the expressions. */
  readonly given: readonly Monomial[];
}

/** A size that was to be free and is none of the study's. */
export interface UnknownSize {
  readonly unknown: string;
  /** The sizes on which the study depends. */
  readonly known: readonly string[];
}

/**
 * Lowers a study with some of its sizes free, also those that the file ties to others, together with expressions of the
 * same file. Changes the syntax tree: the document must be read for this purpose alone.
 * @returns undefined while the study or an expression is broken.
 */
export function lowerDesign(
  node: ast.Study,
  free: readonly string[],
  expressions: readonly ast.Expression[],
): Design | UnknownSize | undefined {
  const parts = studyParts(node);
  if (!parts) return undefined;
  const own = [...scalesBelow([parts.network, parts.target, parts.samples, parts.ridge, parts.noise])];
  const unknown = free.find((name) => !own.some((scale) => scale.name === name));
  if (unknown !== undefined) return { unknown, known: own.map(({ name }) => name) };
  for (const scale of own) if (free.includes(scale.name)) scale.relation = '=';
  forgetLowered();

  const study = lowerStudy(node);
  const given = expressions.map((expression) => evaluateSize(expression).monomial);
  const reference = new Map(study?.reference);
  for (const scale of scalesBelow(expressions)) {
    const { value } = referenceOf(scale);
    if (value !== undefined && !isTied(scale) && !reference.has(scale.name)) reference.set(scale.name, value);
  }
  const sizes = allPresent(given);
  return study && sizes ? { study: { ...study, reference }, given: sizes } : undefined;
}
