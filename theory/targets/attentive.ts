import { Monomial } from '../monomial.js';
import { unnamedDirection } from './component.js';
import type { NamedTarget, TargetKind } from './target-kind.js';

/** The attention target: it asks which tokens share a direction with w (docs/theory.md, "Softmax attention"). */
export interface AttentiveTarget extends NamedTarget<'attentive'> {
  readonly degree: number;
}

/** The attention target: one component, which the attention feature carries. */
export const attentive: TargetKind<AttentiveTarget> = {
  kind: 'attentive',
  example: 'target tri = attentive(3)',
  mark: { status: 'derived', section: 'Softmax attention' },
  components: (target) => [{ feature: 'attentive', name: 'attentive', coefficient: 1, target }],
  namedDirections: () => [unnamedDirection],
  directions: () => Monomial.one,
  beyond: () => undefined,
  withSizes: (target) => target,
};
