import { AstUtils, type AstNode } from 'langium';
import * as ast from '../../../language/generated/ast.js';
import { layerArguments, layerKinds } from '../../../theory/kinds/index.js';

/** What a keyword is: the key of a study's property, of a validation's setting, or any other word. */
export type KeywordRole = 'property' | 'setting' | 'word';

/**
 * True where a keyword can still be written: an argument that its layer takes and does not have yet, a part not there yet.
 * @param role tells the keys of a study, two of which are keywords elsewhere too, from those of its validation.
 */
export function fits(keyword: string, node: AstNode | undefined, role: KeywordRole): boolean {
  const layer = AstUtils.getContainerOfType(node, ast.isLayer);
  const output = AstUtils.getContainerOfType(node, ast.isOutput);
  if (output && (keyword === 'scaling' || keyword === 'variance')) return output[keyword] === undefined;
  if (layer && layerArguments.has(keyword)) return layerTakes(layer, keyword);
  const study = AstUtils.getContainerOfType(node, ast.isStudy);
  const block = AstUtils.getContainerOfType(node, ast.isValidation);
  if (role === 'setting') return !block || block.settings.every(({ key }) => key !== keyword);
  if (study && (role === 'property' || keyword === 'validate'))
    return study.properties.every(({ key }) => key !== keyword);
  const network = AstUtils.getContainerOfType(node, ast.isNetwork);
  if (network && keyword === 'input') return !network.parts.some(ast.isInput);
  if (network && keyword === 'output') return !network.parts.some(ast.isOutput);
  return true;
}

function layerTakes(layer: ast.Layer, key: string): boolean {
  if (layer.arguments.some((argument) => argument.key === key)) return false;
  const kind = layerKinds.get(layer.kind);
  if (!kind) return true;
  if (key === 'activation') return kind.takesActivation;
  return key === 'scores' ? kind.takesScores : kind.sizes.some(({ name }) => name === key);
}
