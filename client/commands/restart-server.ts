import { t } from '@vscode/l10n';
import { window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** A client that can start its server anew. */
export type RestartableClient = BaseLanguageClient & { restart(): Promise<void> };

/** The command "Restart Language Server". */
export function restartServer(client: RestartableClient) {
  return async (): Promise<void> => {
    try {
      await client.restart();
      window.setStatusBarMessage(t('The Archscale language server has been restarted.'), 5000);
    } catch (error) {
      client.error(t('The language server did not start.'), error, 'force');
    }
  };
}
