import type { Pattern } from '../prediction.js';
import type { RuleStatus } from '../rules.js';
import type { Study } from '../study.js';
import { isSingleIndex } from '../target.js';

const order: readonly RuleStatus[] = ['published', 'derived', 'conjecture'];

/** The least known of several; published when there is none. */
export function weakest(statuses: readonly RuleStatus[]): RuleStatus {
  return order[Math.max(0, ...statuses.map((status) => order.indexOf(status)))] ?? 'published';
}

/**
 * How far a pattern's energy is known.
 *
 * It is published when all its rules are, with two refinements. The readout rule is derived for targets of several degrees
 * or directions alone: for one degree a_y is the published quadratic form. And a lazy layer behind one that acts is a
 * composition made here from published rules: derived.
 */
export function patternStatus({ target, network }: Study, pattern: Pattern): RuleStatus {
  const isSingle = isSingleIndex(target) && target.terms.length === 1 && network.output.scaling === 'standard';
  const rules = pattern.provenance.filter(({ rule }) => !(rule === 'readout' && isSingle));
  const acting = pattern.layers.findIndex((layer) => layer.pattern !== 'lazy');
  const isComposed = acting >= 0 && pattern.layers.slice(acting).some((layer) => layer.pattern === 'lazy');
  return weakest([...rules.map(({ status }) => status), ...(isComposed ? (['derived'] as const) : [])]);
}
