import { AstUtils } from 'langium';
import * as ast from '../generated/ast.js';
import { numericValue } from '../lowering/numeric.js';
import { evaluateSize, isTied, scaleValue } from '../lowering/scale.js';
import { freeScales, scalesBelow, studyParts } from '../lowering/study.js';
import { constantOf, settingNumber } from '../lowering/validation.js';
import type { LanguageMessage } from '../messages.js';
import type { LevelName } from '../syntax/words.js';
import { check } from './check.js';
import { givenTwice } from './given-twice.js';

/** Every setting is said once. */
export const duplicateSetting = check('Validation', ['arch-duplicate-property'], ({ settings }) =>
  givenTwice(settings, 'arch-duplicate-property'),
);

const sizeCode = 'arch-validate-size';

/** What is swept, or follows, is a free size on which the study depends. */
export const sweptSize = check('SweepSetting', [sizeCode], function* (sweep) {
  const scale = sweep.size?.ref;
  if (!scale) return;
  const message: LanguageMessage | undefined = isFollowing(sweep, scale)
    ? { code: 'sweep-of-following', size: scale.name }
    : notChoosable(sweep, scale);
  if (message) yield { node: sweep, property: 'size', code: sizeCode, message };
});

/** A size follows at most once, and what it follows stays. */
export const followingSize = check('FollowingSize', [sizeCode], function* (relation) {
  const scale = relation.size?.ref;
  if (!scale) return;
  const message = notChoosable(relation, scale) ?? saidBefore(relation, scale);
  if (message) yield { node: relation, property: 'size', code: sizeCode, message };
  if (!ast.isExpression(relation.value)) return;
  const moving = [...scalesBelow([relation.value])].find((other) => isFollowing(relation, other));
  if (!moving) return;
  yield {
    node: relation,
    property: 'value',
    code: sizeCode,
    message: { code: moving === scale ? 'follows-itself' : 'follows-following', size: moving.name },
  };
});

/** An exponent with an interval needs at least so many sizes. */
const fewestSizes = 3;

/** A sweep goes from one number to a larger one, with room for three sizes between. */
export const sweepRange = check('SweepSetting', ['arch-validate-range'], function* (sweep) {
  const code = 'arch-validate-range';
  for (const property of ['from', 'to'] as const) {
    const end = sweep[property];
    if (ast.isExpression(end) && evaluateSize(end).monomial?.isConstant === false)
      yield { node: end, code, message: { code: 'sweep-end-with-sizes' } };
  }
  const [from, to] = [constantOf(sweep.from), constantOf(sweep.to)];
  if (from === undefined || to === undefined || !sweep.to) return;
  if (from >= to) yield { node: sweep.to, code, message: { code: 'sweep-reversed' } };
  else if (Math.round(to) - Math.round(from) < fewestSizes - 1)
    yield { node: sweep.to, code, message: { code: 'sweep-too-short', fewest: fewestSizes, from, to } };
});

const bounds = { points: [3, 1000], seeds: [1, 1000] } as const;

/** How many points and seeds there can be. */
export const settingCount = check('CountSetting', ['arch-validate-number'], function* (setting) {
  if (setting.count === undefined) return;
  const count = settingNumber(setting.count);
  const { key } = setting;
  const [least, most] = bounds[key];
  if (count !== undefined && Number.isInteger(count) && count >= least && count <= most) return;
  const message: LanguageMessage = { code: 'count-out-of-range', least, most, key };
  yield { node: setting, property: 'count', code: 'arch-validate-number', message };
});

/** A threshold is an alignment between none and all. */
export const threshold = check('ThresholdSetting', ['arch-validate-number'], function* (setting) {
  if (setting.threshold === undefined) return;
  const value = settingNumber(setting.threshold);
  if (value !== undefined && value > 0 && value < 1) return;
  const message: LanguageMessage = { code: 'threshold-out-of-range' };
  yield { node: setting, property: 'threshold', code: 'arch-validate-number', message };
});

/** Each number of samples of a grid is there once. */
export const repeatedSamples = check('SampleGridSetting', ['arch-validate-repeated'], function* ({ samples }) {
  const sizes = samples.map((one) => (ast.isExpression(one) ? evaluateSize(one).monomial : undefined));
  for (const [index, size] of sizes.entries()) {
    const first = size && sizes.findIndex((other) => other?.equals(size));
    const node = samples[index];
    if (first === undefined || first === index || !node) continue;
    yield { node, code: 'arch-validate-repeated', message: { code: 'samples-repeated' } };
  }
});

/** A scan goes from one ridge to a larger one, with the study's own number of samples. */
export const scan = check('ScanSetting', ['arch-validate-scan'], function* (setting) {
  const code = 'arch-validate-scan';
  const [from, to] = [setting.from, setting.to].map((end) =>
    ast.isExpression(end) ? numericValue(end, scaleValue).value : undefined,
  );
  if (from !== undefined && to !== undefined && from >= to)
    yield { node: setting.to, code, message: { code: 'scan-reversed' } };
  const atKey = { node: setting, property: 'key', code } as const;
  const study = AstUtils.getContainerOfType(setting, ast.isStudy);
  if (study && !study.properties.some(ast.isSamplesProperty))
    yield { ...atKey, message: { code: 'scan-without-samples', study: study.name } };
  const block = AstUtils.getContainerOfType(setting, ast.isValidation);
  if (block?.settings.some(ast.isSampleGridSetting)) yield { ...atKey, message: { code: 'scan-with-samples' } };
  if (block && !block.settings.some((one) => ast.isSweepSetting(one) && one.from && one.to))
    yield { ...atKey, message: { code: 'scan-without-sizes' } };
});

/** The levels that use a setting; every level uses the others. */
const levelsUsing: Readonly<Partial<Record<ast.ValidationSetting['key'], readonly LevelName[]>>> = {
  samples: ['training', 'descent'],
  threshold: ['estimate', 'training', 'descent'],
  scan: ['training'],
  optimiser: ['descent'],
};

/** A setting belongs to the level of its block. */
export const unusedSetting = check('ValidationSetting', ['arch-validate-unused'], function* (setting) {
  const levels = levelsUsing[setting.key];
  const block = AstUtils.getContainerOfType(setting, ast.isValidation);
  const level = block?.settings.find(ast.isLevelSetting)?.value ?? 'rate';
  if (!levels || levels.includes(level)) return;
  const message: LanguageMessage = { code: 'unused-at-level', setting: setting.key, level, levels };
  yield { node: setting, property: 'key', severity: 'warning', code: 'arch-validate-unused', message };
});

/** Why a size cannot be chosen for the validation of the study around a node. */
function notChoosable(node: ast.SweepSetting | ast.FollowingSize, scale: ast.Scale): LanguageMessage | undefined {
  const size = scale.name;
  if (isTied(scale)) {
    const bases = ast.isExpression(scale.value) ? [...scalesBelow([scale.value])].filter((one) => !isTied(one)) : [];
    return { code: 'size-tied', size, bases: bases.map(({ name }) => name) };
  }
  const study = AstUtils.getContainerOfType(node, ast.isStudy);
  const parts = study && studyParts(study);
  if (!parts) return undefined;
  const free = freeScales(parts);
  if (free.has(scale)) return undefined;
  return { code: 'size-not-of-study', size, free: [...free].map(({ name }) => name) };
}

function saidBefore(relation: ast.FollowingSize, scale: ast.Scale): LanguageMessage | undefined {
  const first = followers(relation).find(({ size }) => size?.ref === scale);
  return first === relation ? undefined : { code: 'follows-twice', size: scale.name };
}

const isFollowing = (node: ast.SweepSetting | ast.FollowingSize, scale: ast.Scale): boolean =>
  followers(node).some(({ size }) => size?.ref === scale);

function followers(node: ast.SweepSetting | ast.FollowingSize): ast.FollowingSize[] {
  const block = AstUtils.getContainerOfType(node, ast.isValidation);
  return block?.settings.filter(ast.isFollowSetting).flatMap(({ relations }) => relations) ?? [];
}
