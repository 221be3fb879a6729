import { env, l10n, Uri, type Webview } from 'vscode';

/**
 * A page that runs one bundled script and loads nothing else: no inline scripts, no network.
 * @param script name of the script in dist/
 * @param title what the page shows, for screen readers
 * @param body markup, written by us
 */
export function pageHtml(webview: Webview, extension: Uri, script: string, title: string, body: string): string {
  const nonce = crypto.randomUUID();
  const inDist = (name: string) => webview.asWebviewUri(Uri.joinPath(extension, 'dist', name)).toString();
  // Chart.js and rendered Markdown set the style attribute, which no nonce can allow.
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource} 'unsafe-inline'; img-src data:`;
  return `<!DOCTYPE html>
<html lang="${l10n.bundle ? env.language : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="texts" content="${texts()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="${inDist(`${script}.css`)}">
</head>
<body>
${body}
<script nonce="${nonce}" src="${inDist(`${script}.js`)}" type="module"></script>
</body>
</html>`;
}

/** The translation, where there is one, for an attribute. */
const texts = (): string => escaped(JSON.stringify(l10n.bundle ?? {}));

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** What pages may load: the bundles. */
export const pageRoots = (extension: Uri): Uri[] => [Uri.joinPath(extension, 'dist')];
