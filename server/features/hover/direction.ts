import { AstUtils } from 'langium';
import * as ast from '../../../language/generated/ast.js';
import { lowerTarget } from '../../../language/index.js';
import { targetOf } from '../../../language/lowering/study-nodes.js';
import type { DirectionUse } from '../../../present/markdown/hovers/target.js';
import { unnamedDirection } from '../../../theory/targets/component.js';
import type { Predictions } from '../../document/predictions.js';
import { directionsIn, type DirectedComponent } from '../directions.js';

/** How many studies a hover lists: each of them and its components must be predicted first. */
const mostStudies = 4;

/** The direction of a component, with its target and the first studies of that; undefined outside of targets. */
export function directionUse(component: DirectedComponent, predictions: Predictions): DirectionUse | undefined {
  const node = AstUtils.getContainerOfType(component, ast.isTarget);
  if (!node) return undefined;
  const { direction = unnamedDirection } = component;
  return {
    direction,
    of: node.name,
    target: lowerTarget(node),
    others: [...directionsIn(node)].filter((name) => name !== direction),
    studies: () =>
      predictions
        .allStudies()
        .filter((study) => targetOf(study) === node)
        .slice(0, mostStudies)
        .map((study) => predictions.of(study))
        .filter((outcome) => outcome.kind === 'predicted'),
  };
}
