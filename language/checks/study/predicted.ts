import { AstUtils } from 'langium';
import type { Prediction } from '../../../theory/prediction.js';
import type { Study } from '../../../theory/study.js';
import { layerKinds } from '../../../theory/kinds/index.js';
import * as ast from '../../generated/ast.js';
import { layerNode } from '../../lowering/layer-node.js';
import { sizeArgument as argumentNamed } from '../../lowering/bounds.js';
import { predictLowered } from '../../lowering/prediction.js';
import { lowerStudy, studyParts } from '../../lowering/study.js';
import type { Finding } from '../check.js';

/** A study of a file, what the heuristic says of it, and the network in the text. */
export interface PredictedStudy {
  readonly node: ast.Study;
  readonly network: ast.Network;
  readonly study: Study;
  readonly prediction: Prediction;
}

/** Something that a prediction suggests to tell, at most once a study. */
export type Remark = (predicted: PredictedStudy) => Finding | undefined;

/** Deeper networks get no remarks: their patterns are too long to be told in a sentence. */
const deepest = 32;

/** A study with its prediction; undefined while it is broken, when it is not representable, and when it is very deep. */
export function predictedStudy(node: ast.Study): PredictedStudy | undefined {
  const network = studyParts(node)?.network;
  const study = network && lowerStudy(node);
  if (!study || study.network.layers.length > deepest) return undefined;
  const prediction = predictLowered(study);
  return prediction && { node, network, study, prediction };
}

/** The argument of a layer that says how many units, channels or heads it has, or one by its name. */
export function sizeArgument(predicted: PredictedStudy, layer: string, name?: string): ast.SizeArgument | undefined {
  const found = layerNode(predicted.network, layer);
  const kind = predicted.study.network.layers.find((one) => one.name === layer)?.kind;
  const key = name ?? layerKinds.get(kind ?? '')?.sizes[0]?.name;
  return found && key !== undefined ? argumentNamed(found, key) : undefined;
}

/** The free scale that an argument is; undefined when it is anything else. */
export function freeScale(argument: ast.SizeArgument | undefined): ast.Scale | undefined {
  const size = argument?.size;
  const scale = ast.isScaleReference(size) ? size.scale?.ref : undefined;
  return scale?.relation === '=' ? scale : undefined;
}

/** A place for a remark: a node in the study's own file, else where the study names its network. */
export function placeFor(
  { node }: PredictedStudy,
  wanted: { readonly node: Finding['node'] | undefined; readonly property: string },
): Pick<Finding, 'node' | 'property'> {
  if (wanted.node && AstUtils.getDocument(wanted.node) === AstUtils.getDocument(node))
    return { node: wanted.node, property: wanted.property };
  const property = node.properties.find(ast.isNetworkProperty);
  return property ? { node: property, property: 'network' } : { node, property: 'name' };
}

/** The reference value of a free size. */
export function valueOf({ study }: PredictedStudy, size: string): number {
  return study.reference.get(size) ?? Number.NaN;
}
