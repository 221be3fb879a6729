import { withSizes } from '../../theory/advice/sizes-put-in.js';
import type { Monomial } from '../../theory/monomial.js';
import type { Study } from '../../theory/study.js';
import * as ast from '../generated/ast.js';
import { allPresent } from './completeness.js';
import { exactNumber } from './numeric.js';
import { evaluateSize, isTied, referenceOf } from './scale.js';
import { lowerStudy, scalesBelow } from './study.js';

/** What a study's `validate` block asks for. What is left out is left to the plan. */
export interface ValidationSettings {
  readonly level?: ast.LevelSetting['value'];
  readonly preset?: 'quick' | 'full';
  readonly engine?: ast.EngineSetting['value'];
  /** What trains at the level descent. */
  readonly optimiser?: ast.OptimiserSetting['value'];
  /** The size that is swept. */
  readonly variable?: string;
  /** Where the sweep begins and ends. */
  readonly range?: { readonly from: number; readonly to: number };
  /** How many values of the swept size. */
  readonly points?: number;
  /** How many independent repetitions of each value. */
  readonly seeds?: number;
  /** The numbers of samples P, as sizes, at each value of the swept size. */
  readonly samples?: readonly Monomial[];
  /** The alignment at which P*(d) is read off, between 0 and 1. */
  readonly threshold?: number;
  /** Between which ridges each value of the swept size is measured, in place of numbers of samples. */
  readonly scan?: { readonly from: Monomial; readonly to: Monomial };
}

/** A study as it is validated, and what its `validate` block asks for. */
export interface ValidatedStudy {
  /** The study with the sizes put in that follow others in its validation alone. */
  readonly study: Study;
  /** Those sizes, in the sizes that stay. */
  readonly following: ReadonlyMap<string, Monomial>;
  readonly settings: ValidationSettings;
}

/**
 * What the validation of a study is about; the study as it stands, and no settings, where it has no `validate` block.
 * @returns undefined while the study or its block is broken; then a diagnostic says why.
 */
export function lowerValidation(node: ast.Study): ValidatedStudy | undefined {
  const study = lowerStudy(node);
  const block = node.properties.find(ast.isValidation);
  if (!study || !block) return study && { study, following: new Map(), settings: {} };
  const following = followingSizes(block);
  const grid = block.settings.filter(ast.isSampleGridSetting).flatMap(({ samples }) => samples);
  const samples = allPresent(grid.map((expression) => evaluateSize(expression).monomial));
  const scan = block.settings.find(ast.isScanSetting);
  const [scanFrom, scanTo] = scanEnds(scan);
  if (scan && (!scanFrom || !scanTo)) return undefined;
  const sweep = block.settings.find(ast.isSweepSetting);
  const range = sweep?.from && sweep.to && { from: constantOf(sweep.from), to: constantOf(sweep.to) };
  if (!following || !samples) return undefined;
  if (sweep && (!sweep.size?.ref || (range && (range.from === undefined || range.to === undefined)))) return undefined;
  const reference = new Map([
    ...outerSizes([...grid, ...(scan ? [scan.from, scan.to] : []), ...relationsOf(block)]),
    ...study.reference,
  ]);
  return {
    study: withSizes({ ...study, reference }, following),
    following,
    settings: {
      ...plainSettings(block),
      ...(sweep?.size?.ref && { variable: sweep.size.ref.name }),
      ...(range?.from !== undefined && range.to !== undefined && { range: { from: range.from, to: range.to } }),
      ...(scanFrom && scanTo && { scan: { from: scanFrom.substitute(following), to: scanTo.substitute(following) } }),
      ...(samples.length > 0 && { samples: samples.map((monomial) => monomial.substitute(following)) }),
    },
  };
}

/** The ridges at the ends of a scan; undefined where one is no size. */
function scanEnds(scan: ast.ScanSetting | undefined): (Monomial | undefined)[] {
  return [scan?.from, scan?.to].map((end) => (ast.isExpression(end) ? evaluateSize(end).monomial : undefined));
}

/** The number that an expression without sizes is; undefined for any other. */
export function constantOf(expression: ast.Expression | undefined): number | undefined {
  if (!ast.isExpression(expression)) return undefined;
  const { monomial } = evaluateSize(expression);
  return monomial?.isConstant ? monomial.value(new Map()) : undefined;
}

/** The number that a setting gives, as `4` or `0.5`. */
export function settingNumber(text: string | undefined): number | undefined {
  return text === undefined ? undefined : exactNumber(text)?.valueOf();
}

/** What each size that follows is in the sizes that stay; undefined when one is none. */
function followingSizes(block: ast.Validation): ReadonlyMap<string, Monomial> | undefined {
  const sizes = new Map<string, Monomial>();
  for (const { size, value } of block.settings.filter(ast.isFollowSetting).flatMap(({ relations }) => relations)) {
    const monomial = ast.isExpression(value) ? evaluateSize(value).monomial : undefined;
    if (!size?.ref || !monomial) return undefined;
    sizes.set(size.ref.name, monomial);
  }
  return sizes;
}

const relationsOf = (block: ast.Validation): ast.Expression[] =>
  block.settings.filter(ast.isFollowSetting).flatMap(({ relations }) => relations.map(({ value }) => value));

/** The reference values of the free sizes in expressions. */
function outerSizes(expressions: readonly ast.Expression[]): Map<string, number> {
  const free = [...scalesBelow(expressions)].filter((scale) => !isTied(scale));
  return new Map(
    free.flatMap((scale) => {
      const { value } = referenceOf(scale);
      return value === undefined ? [] : [[scale.name, value] as const];
    }),
  );
}

function plainSettings({ settings }: ast.Validation): ValidationSettings {
  const found: { -readonly [Key in keyof ValidationSettings]: ValidationSettings[Key] } = {};
  for (const setting of settings) {
    if (ast.isLevelSetting(setting)) found.level = setting.value;
    else if (ast.isPresetSetting(setting)) found.preset = setting.value;
    else if (ast.isEngineSetting(setting)) found.engine = setting.value;
    else if (ast.isOptimiserSetting(setting)) found.optimiser = setting.value;
    else if (ast.isCountSetting(setting)) {
      const count = settingNumber(setting.count);
      if (count !== undefined) found[setting.key] = count;
    } else if (ast.isThresholdSetting(setting)) {
      const threshold = settingNumber(setting.threshold);
      if (threshold !== undefined) found.threshold = threshold;
    }
  }
  return found;
}
