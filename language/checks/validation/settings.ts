import { t } from '@vscode/l10n';
import { AstUtils } from 'langium';
import * as ast from '../../generated/ast.js';
import { evaluateSize } from '../../lowering/size.js';
import { settingNumber } from '../../lowering/validation.js';
import { check } from '../check.js';

/** Every setting is said once. */
export const duplicateSetting = check('Validation', ['arch-duplicate-property'], function* (block) {
  const seen = new Set<string>();
  for (const setting of block.settings) {
    if (seen.has(setting.key)) {
      const message = t`${setting.key} is given twice: remove one of them.`;
      yield { node: setting, property: 'key', code: 'arch-duplicate-property', message, data: { name: setting.key } };
    }
    seen.add(setting.key);
  }
});

const bounds = { points: [3, 1000], seeds: [1, 1000] } as const;

/** How many points and seeds there can be. */
export const settingCount = check('CountSetting', ['arch-validate-number'], function* (setting) {
  if (setting.count === undefined) return;
  const count = settingNumber(setting.count);
  const [least, most] = bounds[setting.key];
  if (count !== undefined && Number.isInteger(count) && count >= least && count <= most) return;
  const message = t`There can be from ${least} to ${most} ${setting.key}: write such a whole number.`;
  yield { node: setting, property: 'count', code: 'arch-validate-number', message };
});

/** A threshold is an alignment between none and all. */
export const threshold = check('ThresholdSetting', ['arch-validate-number'], function* (setting) {
  if (setting.threshold === undefined) return;
  const value = settingNumber(setting.threshold);
  if (value !== undefined && value > 0 && value < 1) return;
  const message = t('A threshold is an alignment between 0 and 1: write one such as 0.5.');
  yield { node: setting, property: 'threshold', code: 'arch-validate-number', message };
});

/** Each number of samples of a grid is there once. */
export const repeatedSamples = check('SampleGridSetting', ['arch-validate-repeated'], function* ({ samples }) {
  const sizes = samples.map((one) => (ast.isExpression(one) ? evaluateSize(one).monomial : undefined));
  for (const [index, size] of sizes.entries()) {
    const first = size && sizes.findIndex((other) => other?.equals(size));
    const node = samples[index];
    if (first === undefined || first === index || !node) continue;
    const message = t('This number of samples is in the grid already: remove it, or write another.');
    yield { node, code: 'arch-validate-repeated', message };
  }
});

/** Samples, ridges and their threshold belong to the training level. */
export const unusedSetting = check('ValidationSetting', ['arch-validate-unused'], function* (setting) {
  if (!ast.isSampleGridSetting(setting) && !ast.isThresholdSetting(setting) && !ast.isScanSetting(setting)) return;
  const block = AstUtils.getContainerOfType(setting, ast.isValidation);
  const level = block?.settings.find(ast.isLevelSetting)?.value;
  if (level === 'training') return;
  const what = ast.isThresholdSetting(setting)
    ? t('a threshold')
    : ast.isScanSetting(setting)
      ? t('a ridge')
      : t('samples');
  const message = t`The rate level is measured without ${what}: write level: training, or remove this.`;
  yield { node: setting, property: 'key', severity: 'warning', code: 'arch-validate-unused', message };
});
