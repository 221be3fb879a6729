import { attentive, type AttentiveTarget } from './attentive.js';
import { hermite, type HermiteTarget } from './hermite.js';
import { hierarchical, type HierarchicalTarget } from './hierarchical.js';
import { mixture, type MixtureTarget } from './mixture.js';
import type { TargetKind } from './target-kind.js';

export * from './component.js';
export type { FunctionTerm, HermiteTarget, HermiteTerm } from './hermite.js';
export type { AttentiveTarget } from './attentive.js';
export type { HierarchicalTarget } from './hierarchical.js';
export type { MixtureTarget } from './mixture.js';
export type * from './target-kind.js';

/** What is to be learned. A new kind is a member here. */
export type Target = HermiteTarget | AttentiveTarget | MixtureTarget | HierarchicalTarget;

/** The name of a kind of target. */
export type TargetKindName = Target['kind'];

/** A target of a kind. */
export type TargetOf<Kind extends TargetKindName> = Extract<Target, { readonly kind: Kind }>;

/** Every kind of target, by its name. */
export const targetKinds: { readonly [Kind in TargetKindName]: TargetKind<TargetOf<Kind>> } = {
  hermite,
  attentive,
  mixture,
  hierarchical,
};

/** The names of the kinds of target, in the order in which the language presents them. */
export const targetKindNames = Object.keys(targetKinds) as readonly TargetKindName[];

/** What the theory knows of a target's kind. */
export function kindOfTarget(target: Target): TargetKind<Target> {
  // Each entry takes the targets of its own kind: the mapped type sees to it.
  return targetKinds[target.kind] as unknown as TargetKind<Target>;
}
