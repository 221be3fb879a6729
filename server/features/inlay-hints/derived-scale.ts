import { t } from '@vscode/l10n';
import { AstUtils } from 'langium';
import * as ast from '../../../language/generated/ast.js';
import { scaleMonomial, scaleValue } from '../../../language/lowering/scale.js';
import { code } from '../../../present/markdown/text.js';
import { numberText } from '../../../present/numbers.js';
import { declarationId, placeOf, touches } from '../../positions.js';
import type { Hint, HintKind, HintRequest } from './hint.js';
import { cut } from '../../../present/hint-label.js';

/** After each scale that is tied to others: its value. */
export const derivedScaleHints: HintKind = { kind: 'scales', hints };

function* hints({ document, range }: HintRequest): Iterable<Hint> {
  for (const scale of document.declarations.filter(ast.isScale)) {
    if (scale.relation !== '~' || !ast.isExpression(scale.value) || !touches(scale, range)) continue;
    const position = scale.$cstNode?.range.end;
    const value = scaleValue(scale);
    if (!position || value === undefined) continue;
    const free = scaleMonomial(scale)?.toUnicode() ?? scale.name;
    const sources = AstUtils.streamAst(scale.value)
      .filter(ast.isScaleReference)
      .map((reference) => reference.scale.ref)
      .nonNullable()
      .toArray();
    yield {
      key: `scales:${scale.name}`,
      kind: 'scales',
      position,
      label: cut(`= ${numberText(value)}`),
      tooltip: t`${code(scale.name)} follows ${free}: ${numberText(value)} at the reference values.`,
      place: placeOf(sources[0]),
      from: [scale, ...sources].map(declarationId),
    };
  }
}
