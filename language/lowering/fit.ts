import type { KindSyntax } from '../../theory/kinds/index.js';
import type { Input, Network, Output, Target } from '../../theory/study.js';
import { targetFeatures } from '../../theory/target.js';

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

/** True when a target is a function of this network's input: the attention target needs tokens. */
export function targetFits(target: Target, network: Network): boolean {
  return network.input.kind === 'tokens' || !targetFeatures(target).includes('attentive');
}
