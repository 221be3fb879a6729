import { t } from '@vscode/l10n';

/** The titles of the code lenses over a study, by what they do. */
export const lensTitles = {
  validate: () => t('Validate'),
  explain: () => t('Explain'),
  network: () => t('Network'),
  diagram: () => t('Diagram'),
} as const;

/** The tooltip of the link that an import's path is. */
export function importLinkTooltip(): string {
  return t('Open the imported file');
}
