import { t } from '@vscode/l10n';
import { factorText } from '../numbers.js';
import type { Predicted } from '../views/predicted.js';

/** Whether the samples of a study are above P*, in measured numbers where there are some; undefined without samples. */
export function samplesStanding({ excess, standing, calibrated }: Predicted): string | undefined {
  if (excess === undefined || standing === undefined) return undefined;
  const scale = calibrated ? t('the calibrated P\\*') : 'P\\*';
  switch (standing) {
    case 'above':
      return t`Its samples are above ${scale} (${factorText(excess)}): learnable, as far as this bound tells.`;
    case 'below':
      return t`Its samples are below ${scale} (${factorText(excess)}): not learnable.`;
    case 'within':
      return t`Its samples lie within the interval of ${scale}: either may hold.`;
  }
}
