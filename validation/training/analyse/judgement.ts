import type { MeasurementMessage } from '../../messages.js';
import type { LangevinMethod, Plan } from '../../plan.js';
import type { CurveMethod, TrainingAnalysis } from './analysis.js';

/** An exponent of chains that can be used, or why there is none. */
export type Usable =
  | { readonly measured: NonNullable<TrainingAnalysis['measured']>; readonly trouble?: never }
  | { readonly trouble: MeasurementMessage };

/** Why there is no exponent where too few sizes cross the threshold. */
export function tooFewCrossings(
  plan: Plan,
  method: CurveMethod,
  { summaries, sizes }: TrainingAnalysis,
): MeasurementMessage {
  const { variable } = plan.sweep;
  const { threshold } = method;
  const outside = summaries.flatMap(({ size, pStar }) => (typeof pStar === 'string' ? [{ size, side: pStar }] : []));
  const scan = method.scan !== undefined;
  return { code: 'too-few-crossings', variable, scan, threshold, crossings: sizes.length, outside };
}

/** The exponent that the points give, unless too few sizes cross the threshold or chains have diverged. */
export function usableExponent(plan: Plan, method: LangevinMethod, analysis: TrainingAnalysis): Usable {
  const { measured, diverged } = analysis;
  if (!measured) return { trouble: tooFewCrossings(plan, method, analysis) };
  const { exponent, interval } = measured;
  if (diverged.length === 0) return { measured };
  return { trouble: { code: 'chains-diverged', points: diverged.length, exponent, interval } };
}
