import { t } from '@vscode/l10n';
import { AstUtils } from 'langium';
import type { References } from 'langium';
import * as ast from '../../../language/generated/ast.js';
import { scaleMonomial, scaleValue } from '../../../language/index.js';
import type { Monomial } from '../../../theory/monomial.js';
import { formula } from '../../../present/markdown/size.js';
import { code, list, paragraphs, table } from '../../../present/markdown/text.js';
import { factorText, numberText } from '../../../present/numbers.js';
import { dependencies } from '../../../language/lowering/study-nodes.js';
import type { Predicted } from '../../../present/views/predicted.js';
import type { Predictions } from '../../document/predictions.js';

/** How many studies a hover lists: nobody reads more, and each of them must be predicted first. */
const mostStudies = 12;

/** A scale: its value, where it is used, and its exponent in P* of the first studies that follow from it. */
export function scaleHover(scale: ast.Scale, predictions: Predictions, references: References): string {
  const value = scaleValue(scale);
  const free = scaleMonomial(scale);
  const relation =
    scale.relation === '~'
      ? t`Tied to other sizes: ${free ? formula(free) : t('by a relation that is not complete')}${value === undefined ? '' : ` = ${numberText(value)}`}`
      : value === undefined
        ? t('A free size without a reference value.')
        : t`A free size; its reference value is ${numberText(value)}`;
  const following = predictions.allStudies().filter((study) => dependencies(study).includes(scale));
  const rows = following
    .slice(0, mostStudies)
    .map((study) => predictions.of(study))
    .filter((outcome) => outcome.kind === 'predicted')
    .map((predicted) => [code(predicted.node.name), exponent(scale, predicted), doubled(scale, predicted)]);
  const left = following.length - mostStudies;
  return paragraphs(
    `**scale ${code(scale.name)}**`,
    relation,
    uses(scale, references),
    rows.length > 0 &&
      t`Its exponent in P\\*, and what doubling it does while the same pattern wins:\n\n${table([t('study'), t('exponent'), t('when it doubles')], rows)}`,
    rows.length > 0 && left > 0 && t`${left} more ${left === 1 ? t('study follows') : t('studies follow')} from it.`,
  );
}

/** P* as it depends on a scale: in free sizes, or as written for one that is tied to others. */
function sampleScaleIn(scale: ast.Scale, { prediction, written }: Predicted): Monomial {
  return (scale.relation === '~' ? written.prediction : prediction).sampleScale;
}

/** What doubling a size does to P*: 2 to its exponent. */
function doubled(scale: ast.Scale, predicted: Predicted): string {
  const power = sampleScaleIn(scale, predicted).exponentOf(scale.name);
  return power.equals(0) ? t('P\\* stays') : `P\\* ${factorText(2 ** power.valueOf())}`;
}

function exponent(scale: ast.Scale, predicted: Predicted): string {
  const free = scale.relation !== '~';
  const sampleScale = sampleScaleIn(scale, predicted);
  const power = sampleScale.exponentOf(scale.name).toFraction();
  return free
    ? t`${power}, in P\\* ~ ${formula(sampleScale)}`
    : t`${power}, in P\\* ~ ${formula(sampleScale)} as written`;
}

function uses(scale: ast.Scale, references: References): string {
  const places = references
    .findReferences(scale, { includeDeclaration: false })
    .map(({ sourceUri, sourcePath }) => ({ sourceUri, sourcePath }))
    .toArray();
  if (places.length === 0) return t('Not used yet.');
  const document = AstUtils.getDocument(scale);
  const owners = AstUtils.streamAllContents(document.parseResult.value)
    .filter(ast.isScaleReference)
    .filter((reference) => reference.scale?.ref === scale)
    .map((reference) => describedUse(reference))
    .distinct()
    .toArray();
  const elsewhere = places.filter(({ sourceUri }) => sourceUri.toString() !== document.uri.toString()).length;
  const other =
    elsewhere > 0 ? [elsewhere === 1 ? t('1 place in other files') : t`${elsewhere} places in other files`] : [];
  return t`Used in:\n\n${list([...owners.slice(0, 12), ...other])}`;
}

function describedUse(reference: ast.ScaleReference): string {
  const layer = AstUtils.getContainerOfType(reference, ast.isLayer);
  const declaration = AstUtils.getContainerOfType(reference, ast.isDeclaration);
  const owner = declaration ? `${declaration.$type.toLowerCase()} ${code(declaration.name)}` : t('this file');
  return layer ? t`layer ${code(layer.name)} of ${owner}` : owner;
}
