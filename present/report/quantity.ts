import { t } from '@vscode/l10n';
import type { LevelName } from '../../language/syntax/words.js';

/** What the points of each level are. */
const ofPoints: Readonly<Record<LevelName, () => string>> = {
  estimate: () => 'P*',
  rate: () => 'E(1)',
  training: () => t('alignment'),
  descent: () => t('alignment'),
};

/** What the value of a point is. */
export const pointQuantity = (level: LevelName): string => ofPoints[level]();

/** Whether each point is a value of what is fitted; else that is found from the points of a size. */
export const hasValuePoints = (level: LevelName): boolean => level === 'estimate' || level === 'rate';
