import { AstUtils, type References } from 'langium';
import * as ast from '../../../language/generated/ast.js';
import { scaleMonomial, scaleValue } from '../../../language/index.js';
import { dependencies } from '../../../language/lowering/study-nodes.js';
import type { ScaleFacts, ScaleUse, ScaleUses } from '../../../present/markdown/hovers/scale.js';
import type { Predictions } from '../../document/predictions.js';

/** How many studies a hover lists: nobody reads more, and each of them must be predicted first. */
const mostStudies = 12;

/** A scale with the places that use it and the first studies that follow from it. */
export function scaleFacts(scale: ast.Scale, predictions: Predictions, references: References): ScaleFacts {
  const following = predictions.allStudies().filter((study) => dependencies(study).includes(scale));
  return {
    name: scale.name,
    isTied: scale.relation === '~',
    value: scaleValue(scale),
    free: scaleMonomial(scale),
    uses: usesOf(scale, references),
    studies: following
      .slice(0, mostStudies)
      .map((study) => predictions.of(study))
      .filter((outcome) => outcome.kind === 'predicted'),
    moreStudies: Math.max(0, following.length - mostStudies),
  };
}

function usesOf(scale: ast.Scale, references: References): ScaleUses | undefined {
  const files = references
    .findReferences(scale, { includeDeclaration: false })
    .map(({ sourceUri }) => sourceUri.toString())
    .toArray();
  if (files.length === 0) return undefined;
  const document = AstUtils.getDocument(scale);
  const here = AstUtils.streamAllContents(document.parseResult.value)
    .filter(ast.isScaleReference)
    .filter((reference) => reference.scale?.ref === scale)
    .map((reference) => useOf(reference))
    .toArray();
  return { here, elsewhere: files.filter((file) => file !== document.uri.toString()).length };
}

function useOf(reference: ast.ScaleReference): ScaleUse {
  const declaration = AstUtils.getContainerOfType(reference, ast.isDeclaration);
  return {
    layer: AstUtils.getContainerOfType(reference, ast.isLayer)?.name,
    owner: declaration && { kind: declaration.$type.toLowerCase(), name: declaration.name },
  };
}
