import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { answerFiles } from './files-over-http.mjs';
import { unpackExtension } from './server.mjs';

const filesExtension = fileURLToPath(new URL('served-files', import.meta.url));

const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};

/**
 * Serves VS Code for the Web: the workbench without a server behind it, so that extensions run in web workers.
 * @param {object} options
 * @param {string} options.server the folder from `installTestbed`
 * @param {string} options.workspace the folder to open, as `served:` and its path
 * @param {string} options.vsix the package to run
 * @param {Record<string, unknown>} [options.settings]
 * @returns {Promise<{ url: string, address: (file: string) => string, log: () => string, stop: () => Promise<void> }>}
 */
export async function startWebServer({ server, workspace, vsix, settings = {} }) {
  const data = await mkdtemp(path.join(tmpdir(), 'archscale-web-'));
  const extension = await unpackExtension(server, vsix, data);
  const roots = {
    '/out/': path.join(server, 'out'),
    '/extensions/': path.join(server, 'extensions'),
    '/node_modules/': path.join(server, 'node_modules'),
    '/archscale/': extension,
    '/served-files/': filesExtension,
  };
  let log = '';
  const web = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const answer = async () => {
      if (pathname === '/') return send(response, '.html', await workbenchPage(server, origin(), workspace, settings));
      if (pathname.startsWith('/files/')) return answerFiles(request, response, pathname.slice(7), searchParams);
      const root = Object.entries(roots).find(([prefix]) => pathname.startsWith(prefix));
      if (!root) throw new Error(`there is no ${pathname}`);
      const file = path.join(root[1], decodeURIComponent(pathname.slice(root[0].length)));
      const content = await readFile(file);
      send(response, path.extname(file), file.endsWith('workbench.js') ? withoutServer(content) : content);
    };
    answer().catch((error) => {
      log += `${pathname}: ${error.message}\n`;
      response.writeHead(404).end();
    });
  });
  await new Promise((resolve) => web.listen(0, '127.0.0.1', () => resolve(undefined)));
  const origin = () => `http://127.0.0.1:${web.address().port}`;
  return {
    url: `${origin()}/?folder=${encodeURIComponent(`served:${workspace}`)}`,
    address: (file) => `served:${file}`,
    log: () => log,
    stop: async () => {
      web.closeAllConnections();
      await new Promise((resolve) => web.close(resolve));
      await rm(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

function send(response, extension, content) {
  const type = types[extension] ?? 'application/octet-stream';
  response.writeHead(200, { 'content-type': type, 'access-control-allow-origin': '*' }).end(content);
}

/** This build of the workbench takes it that whoever serves it runs a server too, and keeps settings there. */
function withoutServer(content) {
  return [
    ['remoteAuthority:location.host', 'remoteAuthority:void 0'],
    [
      'N.file(this.userDataPath).with({scheme:K.vscodeRemote})',
      'N.file(this.userDataPath).with({scheme:K.vscodeUserData})',
    ],
  ].reduce((text, [connected, alone]) => {
    if (!text.includes(connected)) throw new Error("VS Code's workbench is not the one that these tests know");
    return text.replace(connected, alone);
  }, content.toString());
}

async function workbenchPage(server, origin, workspace, settings) {
  const page = await readFile(path.join(server, 'out/vs/code/browser/workbench/workbench.html'), 'utf8');
  const { protocol: scheme, host: authority } = new URL(origin);
  const extensionAt = (name) => ({ scheme: scheme.slice(0, -1), authority, path: name });
  const configuration = {
    folderUri: { scheme: 'served', path: workspace },
    userDataPath: '/browser',
    isEnabledFileDownloads: true,
    isEnabledFileUploads: true,
    isEnabledCoderGettingStarted: false,
    additionalBuiltinExtensions: ['/archscale', '/served-files'].map(extensionAt),
    configurationDefaults: settings,
    webviewEndpoint: `${origin}/out/vs/workbench/contrib/webview/browser/pre`,
  };
  return page
    .replace('{{WORKBENCH_WEB_CONFIGURATION}}', JSON.stringify(configuration).replaceAll('"', '&quot;'))
    .replaceAll('{{WORKBENCH_WEB_BASE_URL}}', origin)
    .replaceAll('{{WORKBENCH_NLS_FALLBACK_URL}}', `${origin}/out/nls.messages.js`)
    .replaceAll('{{WORKBENCH_NLS_URL}}', `${origin}/out/nls.messages.js`)
    .replaceAll('{{WORKBENCH_AUTH_SESSION}}', '');
}
