import * as ast from '../../language/generated/ast.js';
import { networkOf } from '../../language/lowering/study-nodes.js';

/** The free scales that the sizes of a study's layers are. */
export function freeWidths(study: ast.Study): ast.Scale[] {
  const layers = networkOf(study)?.parts.filter(ast.isLayer) ?? [];
  const scales = layers.flatMap((layer) =>
    layer.arguments
      .filter(ast.isSizeArgument)
      .map(({ size }) => (ast.isScaleReference(size) ? size.scale?.ref : undefined)),
  );
  return [...new Set(scales.filter((scale) => scale?.relation === '=' && scale.value?.$cstNode !== undefined))].filter(
    (scale) => scale !== undefined,
  );
}
