import { t } from '@vscode/l10n';
import { isDegree } from '../../../theory/features.js';
import { inputEigenvalues } from '../../../theory/input.js';
import { learning } from '../../../theory/learning.js';
import type { Target } from '../../../theory/study.js';
import {
  beyondOf,
  directionsOf,
  namedDirections,
  targetComponents,
  type TargetComponent,
} from '../../../theory/target.js';
import { featureName } from '../../formulas.js';
import { numberText, superscript } from '../../numbers.js';
import type { Predicted } from '../../views/predicted.js';
import { targetKindText } from '../../words/kinds.js';
import { formula, sentence, sized } from '../size.js';
import { code, list, paragraphs, table } from '../text.js';

/**
 * A target as Markdown: its degrees, and what they need of a network.
 * @param name of the target.
 * @param target undefined while it is not complete.
 */
export function targetHover(name: string, target: Target | undefined): string {
  return paragraphs(`**target ${code(name)}**`, ...(target ? described(target) : [t('This target is not complete.')]));
}

function described(target: Target): string[] {
  const own = targetKindText(target);
  if (own) return own;
  const beyond = beyondOf(target);
  const components = targetComponents(target);
  const degrees = components.map(({ feature }) => feature).filter(isDegree);
  return [
    t`${components.some(({ feature }) => feature === 'attentive') ? t('Components') : t('Hermite components')} along ${directions(target)}:`,
    list(components.map(component)),
    beyond === undefined ? '' : t`Components above degree ${beyond} are left out.`,
    t`Degree ${Math.max(...degrees)}. Every degree must be in the last kernel.`,
  ];
}

function component({ feature, name, coefficient, weight }: TargetComponent): string {
  const share = t`coefficient ${numberText(coefficient)}, ${numberText(100 * weight)} % of the norm`;
  if (feature === 'attentive')
    return t`${featureName(feature)}: ${share}; a lazy head on tokens(L, d) needs L·d³ samples for it`;
  const lazy = isDegree(feature) && feature > 1 ? `d${superscript(feature)}` : 'd';
  return t`${sentence(name)}: ${share}; a lazy stack on gaussian(d) needs ${lazy} samples for it`;
}

function directions(target: Target): string {
  const names = namedDirections(target);
  if (names.length > 1) return t`the directions ${names.map(code).join(', ')}, orthogonal to each other`;
  const count = directionsOf(target);
  return count.isOne ? t('one direction') : t`${formula(count)} directions`;
}

/** A direction of a target, and the studies of that target. */
export interface DirectionUse {
  readonly direction: string;
  /** The name of the target. */
  readonly of: string;
  /** The target in sizes; undefined while it is not complete. */
  readonly target: Target | undefined;
  /** The other directions of the target. */
  readonly others: readonly string[];
  /** Gives the predicted studies of the target that are listed; asked for only where the target is complete. */
  readonly studies: () => readonly Predicted[];
}

/** A direction of a target as Markdown: what lies along it, and what that needs in the studies of the target. */
export function directionHover({ direction, of, target, others, studies }: DirectionUse): string {
  const title = t`**direction ${code(direction)}** of target ${code(of)}`;
  if (!target) return paragraphs(title, t('This target is not complete.'));
  const along = componentsAlong(target, direction);
  return paragraphs(
    title,
    t`A direction among those of the data${others.length > 0 ? t`, orthogonal to ${others.map(code).join(', ')}` : ''}. The same name in another target is another direction. Along it:`,
    list(
      along.map(({ name, weight }) => t`${sentence(name)}: ${numberText(100 * weight)} % of the norm of the target`),
    ),
    costs(studies(), new Set(along.map(({ name }) => name))),
  );
}

/** The components in which a direction appears. */
function componentsAlong(target: Target, direction: string): ReturnType<typeof targetComponents> {
  const all = targetComponents(target);
  if (namedDirections(target).length < 2) return all;
  return all.filter(({ target: alone }) => namedDirections(alone).includes(direction));
}

function costs(studies: readonly Predicted[], names: ReadonlySet<string>): string | undefined {
  if (studies.length === 0) return undefined;
  return paragraphs(
    t('In the data its effective dimension is r₁; the P\\* is that of its costliest component alone:'),
    table(
      [t('study'), 'r₁', 'P\\*'],
      studies.map((predicted) => costRow(predicted, names)),
    ),
  );
}

function costRow({ node, written }: Predicted, names: ReadonlySet<string>): string[] {
  const { study, prediction } = written;
  const { reference } = study;
  const dimension = inputEigenvalues(study.network.input).get(1);
  const alone = learning(study, prediction).components.filter(({ name }) => names.has(name));
  const costliest = alone.at(-1);
  return [
    code(node.name),
    dimension ? sized(dimension, reference) : '∞',
    costliest ? sized(costliest.samples, reference) : '∞',
  ];
}
