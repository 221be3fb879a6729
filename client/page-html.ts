import { Uri, type Webview } from 'vscode';

/**
 * A page that runs one bundled script and loads nothing else: no inline scripts, no network.
 * @param script name of the script in dist/
 * @param body markup, written by us
 */
export function pageHtml(webview: Webview, extension: Uri, script: string, body: string): string {
  const nonce = crypto.randomUUID();
  const inDist = (name: string) => webview.asWebviewUri(Uri.joinPath(extension, 'dist', name)).toString();
  // Chart.js and rendered Markdown set the style attribute, which no nonce can allow.
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource} 'unsafe-inline'; img-src data:`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${inDist(`${script}.css`)}">
</head>
<body>
${body}
<script nonce="${nonce}" src="${inDist(`${script}.js`)}" type="module"></script>
</body>
</html>`;
}

/** What pages may load: the bundles. */
export const pageRoots = (extension: Uri): Uri[] => [Uri.joinPath(extension, 'dist')];
