import { t } from '@vscode/l10n';
import { AstUtils } from 'langium';
import * as ast from '../../generated/ast.js';
import { isTied } from '../../lowering/scale.js';
import { freeScales, scalesBelow, studyParts } from '../../lowering/study.js';
import { listed } from '../../suggestions.js';
import { check, type Finding } from '../check.js';

/** What is swept, or follows, is a free size on which the study depends. */
export const sweptSize = check('SweepSetting', ['arch-validate-size'], function* (sweep) {
  const scale = sweep.size?.ref;
  if (!scale) return;
  const base = { node: sweep, property: 'size', code: 'arch-validate-size' as const };
  const message = isFollowing(sweep, scale)
    ? t`${scale.name} follows other sizes in this validation: sweep one of those, or remove it from follow.`
    : notChoosable(sweep, scale);
  if (message !== undefined) yield { ...base, message };
});

/** A size follows at most once, and what it follows stays. */
export const followingSize = check('FollowingSize', ['arch-validate-size'], function* (relation) {
  const scale = relation.size?.ref;
  if (!scale) return;
  const message = notChoosable(relation, scale) ?? saidBefore(relation, scale);
  const code = 'arch-validate-size' as const;
  if (message !== undefined) yield { node: relation, property: 'size', code, message } satisfies Finding;
  if (!ast.isExpression(relation.value)) return;
  const moving = [...scalesBelow([relation.value])].find((other) => isFollowing(relation, other));
  if (moving) {
    const what =
      moving === scale ? t`${scale.name} cannot follow itself` : t`${moving.name} follows other sizes itself`;
    yield {
      node: relation,
      property: 'value',
      code,
      message: t`${what}: write sizes that stay, such as the swept one.`,
    };
  }
});

/** Why a size cannot be chosen for the validation of the study around a node. */
function notChoosable(node: ast.SweepSetting | ast.FollowingSize, scale: ast.Scale): string | undefined {
  if (isTied(scale)) {
    const bases = ast.isExpression(scale.value) ? [...scalesBelow([scale.value])].filter((one) => !isTied(one)) : [];
    const instead = bases.length > 0 ? t`: use ${listed(names(bases), 'or')} instead` : t(': use a free size instead');
    return t`${scale.name} is tied to other sizes by its declaration${instead}.`;
  }
  const study = AstUtils.getContainerOfType(node, ast.isStudy);
  const parts = study && studyParts(study);
  if (!parts) return undefined;
  const free = freeScales(parts);
  if (free.has(scale)) return undefined;
  const known = free.size > 0 ? t`its free sizes are ${listed(names([...free]), 'and')}` : t('it has no free size');
  return t`This study does not depend on ${scale.name}: ${known}.`;
}

function saidBefore(relation: ast.FollowingSize, scale: ast.Scale): string | undefined {
  const first = followers(relation).find(({ size }) => size?.ref === scale);
  return first === relation ? undefined : t`${scale.name} follows already: remove one of the two relations.`;
}

const isFollowing = (node: ast.SweepSetting | ast.FollowingSize, scale: ast.Scale): boolean =>
  followers(node).some(({ size }) => size?.ref === scale);

function followers(node: ast.SweepSetting | ast.FollowingSize): ast.FollowingSize[] {
  const block = AstUtils.getContainerOfType(node, ast.isValidation);
  return block?.settings.filter(ast.isFollowSetting).flatMap(({ relations }) => relations) ?? [];
}

const names = (scales: readonly ast.Scale[]): string[] => scales.map(({ name }) => name);
