import { t } from '@vscode/l10n';
import type * as ast from '../../language/generated/ast.js';
import { scaleMonomial, scaleValue } from '../../language/index.js';
import type { SupportName } from '../../theory/activations/index.js';
import { unicode } from '../formulas.js';
import { numberText } from '../numbers.js';
import { supportWords } from './kinds.js';

/** What is said beside a proposed direction. @param target the target that names it; undefined for the one being written. */
export function directionDetail(target: string | undefined): string {
  return target === undefined ? t('direction of this target') : t`direction in target ${target}`;
}

/** What is said of a proposed activation. */
export function activationDocumentation(support: SupportName): string {
  return t`Responds to ${supportWords(support)}.`;
}

/** What is said of a proposed function of a target. */
export function functionDocumentation(support: SupportName): string {
  return t`Has ${supportWords(support)}; the number says up to which its components count.`;
}

/** What is said beside a proposed scale: `scale ~ 4·d = 256`. */
export function scaleDetail(scale: ast.Scale): string {
  const value = scaleValue(scale);
  const monomial = scale.relation === '~' ? scaleMonomial(scale) : undefined;
  const number = value === undefined ? '' : ` = ${numberText(value)}`;
  const relation = scale.relation === '~' ? ` ~ ${monomial ? unicode.formula(monomial) : '?'}` : '';
  return `scale${relation}${number}`;
}
