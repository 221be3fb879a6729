import type { KindSyntax } from '../../theory/kinds/index.js';
import { isSpiked } from '../../theory/input.js';
import type { Input, Network, Output, Target } from '../../theory/study.js';
import { formOf, targetFeatures } from '../../theory/target.js';

/** True when a layer of this kind can stand on this input. */
export function layerFits(kind: KindSyntax, input: Input['kind']): boolean {
  return kind.accepts.includes(input);
}

/** The readouts that can follow each input: patches are flattened, averaged or summed, the others are read directly. */
export const outputsFor: Readonly<Record<Input['kind'], readonly Output['kind'][]>> = {
  gaussian: ['linear'],
  tokens: ['linear'],
  patches: ['flatten', 'mean', 'sum'],
};

/** True when a readout can follow layers on this input. */
export function outputFits(output: Output['kind'] | undefined, input: Input['kind']): boolean {
  return output !== undefined && outputsFor[input].includes(output);
}

/** Why a target is no function of a network's input: it needs tokens, or data alike in all directions. */
export type TargetMisfit = 'needs-tokens' | 'needs-isotropic';

/**
 * What keeps a target from being a function of this network's input; undefined where it fits. The attention target needs tokens;
 * a form in all directions needs Gaussian data without a signal.
 */
export function targetMisfit(target: Target, { input }: Network): TargetMisfit | undefined {
  if (input.kind !== 'tokens' && targetFeatures(target).includes('attentive')) return 'needs-tokens';
  if (formOf(target) !== undefined && (input.kind !== 'gaussian' || isSpiked(input))) return 'needs-isotropic';
  return undefined;
}
