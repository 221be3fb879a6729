import { t } from '@vscode/l10n';
import { AstUtils } from 'langium';
import * as ast from '../../../language/generated/ast.js';
import { lowerTarget } from '../../../language/index.js';
import { inputEigenvalues } from '../../../theory/input.js';
import { learning } from '../../../theory/learning.js';
import { unnamedDirection, type Target } from '../../../theory/study.js';
import { namedDirections, targetComponents } from '../../../theory/target.js';
import { directionsIn, type DirectedComponent } from '../directions.js';
import { sentence, sized } from '../../../present/markdown/size.js';
import { code, list, paragraphs, table } from '../../../present/markdown/text.js';
import { numberText } from '../../../present/numbers.js';
import { targetOf } from '../../../language/lowering/study-nodes.js';
import type { Predicted } from '../../../present/views/predicted.js';
import type { Predictions } from '../../document/predictions.js';

/** How many studies a hover lists: each of them and its components must be predicted first. */
const mostStudies = 4;

/** A direction of a target: what lies along it, and what that needs in the studies of the target. */
export function directionHover(component: DirectedComponent, predictions: Predictions): string | undefined {
  const node = AstUtils.getContainerOfType(component, ast.isTarget);
  if (!node) return undefined;
  const { direction = unnamedDirection } = component;
  const title = t`**direction ${code(direction)}** of target ${code(node.name)}`;
  const target = lowerTarget(node);
  if (!target) return paragraphs(title, t('This target is not complete.'));
  const along = componentsAlong(target, direction);
  const others = [...directionsIn(node)].filter((name) => name !== direction);
  return paragraphs(
    title,
    t`A direction among those of the data${others.length > 0 ? t`, orthogonal to ${others.map(code).join(', ')}` : ''}. The same name in another target is another direction. Along it:`,
    list(
      along.map(({ name, weight }) => t`${sentence(name)}: ${numberText(100 * weight)} % of the norm of the target`),
    ),
    costs(node, new Set(along.map(({ name }) => name)), predictions),
  );
}

/** The components in which a direction appears. */
function componentsAlong(target: Target, direction: string): ReturnType<typeof targetComponents> {
  const all = targetComponents(target);
  if (namedDirections(target).length < 2) return all;
  return all.filter(({ target: alone }) => namedDirections(alone).includes(direction));
}

function costs(target: ast.Target, names: ReadonlySet<string>, predictions: Predictions): string | undefined {
  const rows = predictions
    .allStudies()
    .filter((study) => targetOf(study) === target)
    .slice(0, mostStudies)
    .map((study) => predictions.of(study))
    .filter((outcome) => outcome.kind === 'predicted')
    .map((predicted) => row(predicted, names));
  if (rows.length === 0) return undefined;
  return paragraphs(
    t('In the data its effective dimension is r₁; the P\\* is that of its dearest component, learned alone:'),
    table([t('study'), 'r₁', 'P\\*'], rows),
  );
}

function row({ node, written }: Predicted, names: ReadonlySet<string>): string[] {
  const { study, prediction } = written;
  const { reference } = study;
  const dimension = inputEigenvalues(study.network.input).get(1);
  const alone = learning(study, prediction).components.filter(({ name }) => names.has(name));
  const dearest = alone.at(-1);
  return [
    code(node.name),
    dimension ? sized(dimension, reference) : '∞',
    dearest ? sized(dearest.samples, reference) : '∞',
  ];
}
