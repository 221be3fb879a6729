import { t } from '@vscode/l10n';
import type * as ast from '../../../language/generated/ast.js';
import { lowerTarget } from '../../../language/index.js';
import type { Target } from '../../../theory/study.js';
import {
  beyondOf,
  directionsOf,
  namedDirections,
  targetComponents,
  type TargetComponent,
} from '../../../theory/target.js';
import { featureName } from '../../../present/formulas.js';
import { formula, sentence } from '../../../present/markdown/size.js';
import { code, list, paragraphs } from '../../../present/markdown/text.js';
import { targetKindText } from '../../../present/words/kinds.js';
import { numberText, superscript } from '../../../present/numbers.js';

/** A target: its degrees, and what they need of a network. */
export function targetHover(node: ast.Target): string | undefined {
  const target = lowerTarget(node);
  return paragraphs(
    `**target ${code(node.name)}**`,
    ...(target ? described(target) : [t('This target is not complete.')]),
  );
}

function described(target: Target): string[] {
  const own = targetKindText(target);
  if (own) return own;
  const beyond = beyondOf(target);
  const components = targetComponents(target);
  const degrees = components.flatMap(({ feature }) => (feature === 'attentive' ? [] : [feature]));
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
  const lazy = feature === 1 ? 'd' : `d${superscript(feature)}`;
  return t`${sentence(name)}: ${share}; a lazy stack on gaussian(d) needs ${lazy} samples for it`;
}

function directions(target: Target): string {
  const names = namedDirections(target);
  if (names.length > 1) return t`the directions ${names.map(code).join(', ')}, orthogonal to each other`;
  const count = directionsOf(target);
  return count.isOne ? t('one direction') : t`${formula(count)} directions`;
}
