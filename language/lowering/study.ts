import { AstUtils, type AstNode } from 'langium';
import * as ast from '../generated/ast.js';
import { Monomial, type ReferenceSizes } from '../../theory/monomial.js';
import type { Study } from '../../theory/study.js';
import { targetMisfit } from './fit.js';
import { evaluateSize, isTied, referenceOf, scalesIn } from './scale.js';
import { dataSizes } from './input.js';
import { lowerNetwork } from './network.js';
import { once } from './once.js';
import { lowerTarget } from './target.js';
import { isComplete } from './completeness.js';

/**
 * What a study of a file asks the theory.
 * @returns undefined while anything that it needs is broken or missing; then a diagnostic says what.
 */
export const lowerStudy = once(loweredStudy);

function loweredStudy(study: ast.Study): Study | undefined {
  const parts = studyParts(study);
  const name = study.name;
  if (!name || !parts || !isComplete(study)) return undefined;
  const ridge = parts.ridge ? evaluateSize(parts.ridge).monomial : Monomial.one;
  const samples = parts.samples && evaluateSize(parts.samples).monomial;
  const noise = parts.noise && evaluateSize(parts.noise).monomial;
  const network = lowerNetwork(parts.network);
  const target = lowerTarget(parts.target);
  if (
    !network ||
    !target ||
    !ridge ||
    (parts.samples && !samples) ||
    (parts.noise && !noise) ||
    targetMisfit(target, network)
  )
    return undefined;
  const reference = referenceSizes(freeScales(parts));
  if (!reference) return undefined;
  const sizes = new Map([...reference, ...dataSizes(parts.network)]);
  return { name, network, target, ridge, ...(samples && { samples }), ...(noise && { noise }), reference: sizes };
}

/** What a study names, with every expression in it; undefined when its network or target is missing or one is said twice. */
interface StudyParts {
  readonly network: ast.Network;
  readonly target: ast.Target;
  readonly samples: ast.Expression | undefined;
  readonly ridge: ast.Expression | undefined;
  readonly noise: ast.Expression | undefined;
}

/** The networks and targets of studies, resolved. */
export function studyParts(study: ast.Study): StudyParts | undefined {
  if (new Set(study.properties.map(({ key }) => key)).size < study.properties.length) return undefined;
  const network = study.properties.find(ast.isNetworkProperty)?.network?.ref;
  const target = study.properties.find(ast.isTargetProperty)?.target?.ref;
  const samples = study.properties.find(ast.isSamplesProperty);
  const ridge = study.properties.find(ast.isRidgeProperty);
  const noise = study.properties.find(ast.isNoiseProperty);
  if (!network || !target) return undefined;
  if (samples && !ast.isExpression(samples.samples)) return undefined;
  if (ridge && !ast.isExpression(ridge.ridge)) return undefined;
  if (noise && !ast.isExpression(noise.noise)) return undefined;
  return { network, target, samples: samples?.samples, ridge: ridge?.ridge, noise: noise?.noise };
}

/** The free sizes on which a study depends, directly or by relations. */
export function freeScales({ network, target, samples, ridge, noise }: StudyParts): ReadonlySet<ast.Scale> {
  return new Set([...scalesBelow([network, target, samples, ridge, noise])].filter((scale) => !isTied(scale)));
}

/** The sizes in parts of a file, free and tied, and those to which they are tied. */
export function scalesBelow(parts: readonly (AstNode | undefined)[]): ReadonlySet<ast.Scale> {
  const roots = parts.filter((node) => node !== undefined);
  const rest = roots.flatMap((root) => AstUtils.streamAst(root).filter(ast.isExpression).flatMap(scalesIn).toArray());
  const seen = new Set<ast.Scale>();
  for (const scale of rest) {
    if (seen.has(scale)) continue;
    seen.add(scale);
    if (isTied(scale) && ast.isExpression(scale.value)) rest.push(...scalesIn(scale.value));
  }
  return seen;
}

/** The sizes by name; undefined when one has no value, or when two different sizes have the same name. */
function referenceSizes(scales: ReadonlySet<ast.Scale>): ReferenceSizes | undefined {
  const sizes = new Map<string, number>();
  for (const scale of scales) {
    const { value } = referenceOf(scale);
    if (value === undefined || sizes.has(scale.name)) return undefined;
    sizes.set(scale.name, value);
  }
  return sizes;
}
