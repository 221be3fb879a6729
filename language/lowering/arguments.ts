import type * as ast from '../generated/ast.js';
import { layerKinds } from '../../theory/kinds/index.js';

/** An argument that a layer takes. */
export interface LayerParameter {
  readonly name: string;
  readonly isSize: boolean;
  readonly required: boolean;
  /** How it is written: `width: N`. */
  readonly example: string;
}

/** The arguments that a layer of this kind takes, as the theory describes the kind. */
export function argumentsOf(layer: ast.Layer): readonly LayerParameter[] {
  const kind = layerKinds.get(layer.kind);
  if (!kind) return [];
  return [
    ...kind.sizes.map(({ name, isOptional, isNumber, integerUpTo }) => ({
      name,
      isSize: true,
      required: isOptional !== true,
      example: `${name}: ${isNumber ? '0.5' : integerUpTo === undefined ? 'N' : '8'}`,
    })),
    ...(kind.takesActivation
      ? [{ name: 'activation', isSize: false, required: true, example: 'activation: erf' as const }]
      : []),
    ...(kind.takesScores
      ? [{ name: 'scores', isSize: false, required: false, example: 'scores: bilinear' as const }]
      : []),
  ];
}
