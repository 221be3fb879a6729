import { t } from '@vscode/l10n';
import { commands, env, type ExtensionContext, Uri, window, workspace } from 'vscode';

/** The address of the documentation that the user has set; undefined for the pages in the extension. */
function configuredSite(): string | undefined {
  const site = workspace.getConfiguration('archscale').get<unknown>('documentation');
  return typeof site === 'string' && /^https?:\/\//.test(site.trim()) ? site.trim().replace(/\/*$/, '/') : undefined;
}

/**
 * What links of diagnostics begin with: the address that the user has set, or one of VS Code that opens a page in the extension.
 * @returns an address with a slash at its end
 */
export const documentationAddress = ({ extension }: ExtensionContext): string =>
  configuredSite() ?? `${env.uriScheme}://${extension.id}/`;

/** The command "Open Documentation": the first page, on the site that the user has set or in the extension. */
export const openDocumentation =
  ({ extensionUri }: ExtensionContext) =>
  async (): Promise<void> => {
    const site = configuredSite();
    if (site === undefined) await showPage(extensionUri, 'README', '');
    else await env.openExternal(Uri.parse(site));
  };

/** Opens the page that an address of VS Code names: `vscode://archscale.archscale/diagnostics.html#arch-syntax`. */
export const handlePageAddress = ({ extensionUri }: ExtensionContext) => ({
  handleUri: async ({ path, fragment }: Uri): Promise<void> => {
    const page = /^\/([\w-]+)\.html$/.exec(path)?.[1];
    await showPage(extensionUri, page ?? 'README', page === undefined ? '' : fragment);
  },
});

/** Shows a page of the extension, at a heading of it. */
async function showPage(extension: Uri, page: string, fragment: string): Promise<void> {
  const file = Uri.joinPath(extension, 'docs', `${page}.md`);
  try {
    await workspace.fs.stat(file);
    await commands.executeCommand('markdown.showPreview', file.with({ fragment }));
  } catch {
    await window.showErrorMessage(
      t`The page ${page} of the documentation could not be opened. Its text is in ${file.fsPath}.`,
    );
  }
}
