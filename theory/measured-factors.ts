import type { Prediction } from './prediction.js';
import type { Feature, Study } from './study.js';
import { targetFeatures } from './target.js';
import { factorRows } from './factor-table.js';

/** A kind of network and target: what a measured factor is looked up by. */
export interface FactorKind {
  /** `lazy, specialization`: the pattern that is predicted to be the cheapest. */
  readonly pattern: string;
  /** The activation of each layer that has one, first to last. */
  readonly activations: readonly string[];
  /** The highest degree of the target; `p3` for He_3 of a form, `attentive` for that feature. */
  readonly degree: Feature;
}

/** P* over kappa E, as training runs measured it for one kind of network and target. */
export interface FactorRow extends FactorKind {
  /** The least and the largest over the sizes of the sweep, without unit. */
  readonly factor: readonly [least: number, largest: number];
  /** The size that was swept, with its least and largest value. */
  readonly sweep: { readonly variable: string; readonly from: number; readonly to: number };
  /** The study of test/results/training.arch that was run. */
  readonly study: string;
}

/** Every row that was measured. */
export const measuredRows: readonly FactorRow[] = factorRows;

/** The kind of a study. */
export function factorKind({ network, target }: Study, { winner }: Pick<Prediction, 'winner'>): FactorKind {
  return {
    pattern: winner.name,
    activations: network.layers.flatMap(({ activation }) => activation ?? []),
    degree: targetFeatures(target).at(-1) ?? 1,
  };
}

/**
 * By which factors of P* = kappa E alignment 1/2 was measured at the training level, for the kind of a study.
 * @param rows the table; that of the repository when not given.
 * @returns undefined where no such network was measured.
 */
export function measuredFactors(
  study: Study,
  prediction: Pick<Prediction, 'winner'>,
  rows: readonly FactorRow[] = measuredRows,
): FactorRow['factor'] | undefined {
  const kind = factorKind(study, prediction);
  const found = rows.filter(
    (row) =>
      row.pattern === kind.pattern && row.degree === kind.degree && row.activations.join() === kind.activations.join(),
  );
  if (found.length === 0) return undefined;
  return [Math.min(...found.map(({ factor }) => factor[0])), Math.max(...found.map(({ factor }) => factor[1]))];
}
