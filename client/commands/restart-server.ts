import { window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

/** The command "Restart Language Server". */
export function restartServer(client: LanguageClient) {
  return async (): Promise<void> => {
    try {
      await client.restart();
      window.setStatusBarMessage('The Archscale language server has been restarted.', 5000);
    } catch (error) {
      client.error('The language server did not start.', error, 'force');
    }
  };
}
