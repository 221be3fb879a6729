import { t } from '@vscode/l10n';
import { AstUtils } from 'langium';
import * as ast from '../../generated/ast.js';
import { numericValue } from '../../lowering/numeric.js';
import { scaleValue } from '../../lowering/size.js';
import { check } from '../check.js';

/** A scan goes from one ridge to a larger one, with the study's own number of samples. */
export const scan = check('ScanSetting', ['arch-validate-scan'], function* (setting) {
  const code = 'arch-validate-scan' as const;
  const [from, to] = [setting.from, setting.to].map((end) =>
    ast.isExpression(end) ? numericValue(end, scaleValue).value : undefined,
  );
  if (from !== undefined && to !== undefined && from >= to) {
    yield {
      node: setting.to,
      code,
      message: t('A scan ends at a larger ridge than it begins with: exchange the two.'),
    };
  }
  const study = AstUtils.getContainerOfType(setting, ast.isStudy);
  if (study && !study.properties.some(ast.isSamplesProperty)) {
    const message = t`A scan of the ridge is measured with the number of samples of the study, and ${study.name} has none: add samples: P to it.`;
    yield { node: setting, property: 'key', code, message };
  }
  const block = AstUtils.getContainerOfType(setting, ast.isValidation);
  if (block?.settings.some(ast.isSampleGridSetting)) {
    const message = t(
      'A scan varies the ridge and the samples of this block the number of samples: remove one of them.',
    );
    yield { node: setting, property: 'key', code, message };
  }
  if (block && !block.settings.some((one) => ast.isSweepSetting(one) && one.from && one.to)) {
    const message = t(
      'A scan needs the sizes at which it is measured: add a sweep with its ends, as in sweep: N from 32 to 128.',
    );
    yield { node: setting, property: 'key', code, message };
  }
});
