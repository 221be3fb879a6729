import { t } from '@vscode/l10n';
import type { Monomial } from '../../../theory/monomial.js';
import { factorText, numberText } from '../../numbers.js';
import type { Predicted } from '../../views/predicted.js';
import { formula } from '../size.js';
import { code, list, paragraphs, table } from '../text.js';

/** A place in a file that uses a scale. */
export interface ScaleUse {
  /** The name of the layer that it is in. */
  readonly layer: string | undefined;
  /** The declaration that it is in: `network` and its name, undefined while none is typed yet. */
  readonly owner: { readonly kind: string; readonly name: string | undefined } | undefined;
}

/** Where a scale is used. */
export interface ScaleUses {
  /** In its own file, in the order of the text. */
  readonly here: readonly ScaleUse[];
  /** How many places use it in other files. */
  readonly elsewhere: number;
}

/** A scale of a file, with what depends on it. */
export interface ScaleFacts {
  readonly name: string;
  /** True where it follows other sizes: `N ~ 4 * d`. */
  readonly isTied: boolean;
  /** Its reference value; undefined where it has none. */
  readonly value: number | undefined;
  /** What it is in free sizes; undefined while its relation is not complete. */
  readonly free: Monomial | undefined;
  /** Undefined where nothing uses it. */
  readonly uses: ScaleUses | undefined;
  /** The first predicted studies that follow from it. */
  readonly studies: readonly Predicted[];
  /** How many more studies follow from it, past those that a hover lists. */
  readonly moreStudies: number;
}

/** How many uses in its own file a scale's hover lists. */
const mostUses = 12;

/** A scale as Markdown: its value, where it is used, and its exponent in P* of the first studies that follow from it. */
export function scaleHover(scale: ScaleFacts): string {
  const { name, uses, studies, moreStudies } = scale;
  const rows = studies.map((predicted) => [
    code(predicted.node.name),
    exponent(scale, predicted),
    doubled(scale, predicted),
  ]);
  return paragraphs(
    `**scale ${code(name)}**`,
    relation(scale),
    uses ? usesText(uses) : t('Not used yet.'),
    rows.length > 0 &&
      t`Its exponent in P\\*, and what doubling it does while the same pattern wins:\n\n${table([t('study'), t('exponent'), t('when it doubles')], rows)}`,
    rows.length > 0 &&
      moreStudies > 0 &&
      t`${moreStudies} more ${moreStudies === 1 ? t('study follows') : t('studies follow')} from it.`,
  );
}

function relation({ isTied, value, free }: ScaleFacts): string {
  if (isTied)
    return t`Tied to other sizes: ${free ? formula(free) : t('by a relation that is not complete')}${value === undefined ? '' : ` = ${numberText(value)}`}`;
  return value === undefined
    ? t('A free size without a reference value.')
    : t`A free size; its reference value is ${numberText(value)}`;
}

/** P* as it depends on a scale: in free sizes, or as written for one that is tied to others. */
function sampleScaleIn({ isTied }: ScaleFacts, { prediction, written }: Predicted): Monomial {
  return (isTied ? written.prediction : prediction).sampleScale;
}

function exponent(scale: ScaleFacts, predicted: Predicted): string {
  const sampleScale = sampleScaleIn(scale, predicted);
  const power = sampleScale.exponentOf(scale.name).toFraction();
  return scale.isTied
    ? t`${power}, in P\\* ~ ${formula(sampleScale)} as written`
    : t`${power}, in P\\* ~ ${formula(sampleScale)}`;
}

/** What doubling a size does to P*: 2 to its exponent. */
function doubled(scale: ScaleFacts, predicted: Predicted): string {
  const power = sampleScaleIn(scale, predicted).exponentOf(scale.name);
  return power.equals(0) ? t('P\\* stays') : `P\\* ${factorText(2 ** power.valueOf())}`;
}

function usesText({ here, elsewhere }: ScaleUses): string {
  const owners = [...new Set(here.map(useText))];
  const other =
    elsewhere > 0 ? [elsewhere === 1 ? t('1 place in other files') : t`${elsewhere} places in other files`] : [];
  return t`Used in:\n\n${list([...owners.slice(0, mostUses), ...other])}`;
}

function useText({ layer, owner }: ScaleUse): string {
  const name = owner?.name === undefined ? '' : ` ${code(owner.name)}`;
  const outer = owner ? `${owner.kind}${name}` : t('this file');
  return layer === undefined ? outer : t`layer ${code(layer)} of ${outer}`;
}
