import { t } from '@vscode/l10n';
import type { BridgeStep, ComparedSamples, ValidationResult, Verdict } from '../../validation/result.js';
import { verdictText } from '../words/results.js';

/** A step of the bridge as every output shows it. */
export interface ShownStep {
  /** What is compared: `Training and estimate, exponents`. */
  readonly compared: string;
  readonly verdict: Verdict;
  /** The verdict in words. */
  readonly verdictText: string;
  readonly reason: string;
}

/** The steps that a verdict from training rests on; empty for results without them. */
export function shownSteps({ bridge }: ValidationResult): ShownStep[] {
  return (bridge?.steps ?? []).map((step) => ({
    compared: comparedText(step),
    verdict: step.verdict,
    verdictText: verdictText(step.verdict),
    reason: step.reason,
  }));
}

function comparedText({ to, values }: BridgeStep): string {
  if (to === 'heuristic') return t('Estimate and heuristic, exponents at large sizes');
  return values.quantity === 'exponent'
    ? t('Training and estimate, exponents at the measured sizes')
    : t('Training and estimate, numbers of samples');
}

/** The number of samples by the estimate at each measured size. */
export function estimatedSamples({ bridge }: ValidationResult): readonly ComparedSamples[] {
  return (bridge?.steps ?? []).flatMap(({ values }) => (values.quantity === 'samples' ? values.sizes : []));
}
