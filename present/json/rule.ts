import type { Rule } from '../../theory/rules.js';
import { ruleSummary } from '../words/rules.js';

/** A rule of the contract, with what it says. */
export function ruleJson(one: Rule) {
  const { rule, status, source } = one;
  return { rule, status, summary: ruleSummary(one), source };
}
