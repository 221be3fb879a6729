import { t } from '@vscode/l10n';

/** The sentence for a web worker that broke before it answered. */
export const workerFailed = (reason: string): string => t`The worker failed: ${reason}`;
