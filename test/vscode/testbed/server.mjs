import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { endTree } from './processes.mjs';

/**
 * A running VS Code server with data folders of its own.
 * @typedef {object} CodeServer
 * @property {string} url opens the workspace in a browser
 * @property {(file: string) => string} address of a file of this machine, as the workbench opens it
 * @property {import('node:child_process').ChildProcess} process
 * @property {() => string} log what it has printed
 * @property {() => Promise<void>} stop ends it and all it started, and removes its data
 */

/**
 * Starts VS Code's server on a free port of this machine.
 * @param {object} options
 * @param {string} options.server the folder from `installTestbed`
 * @param {string} options.workspace the folder to open
 * @param {string} [options.vsix] a package to install
 * @param {Record<string, unknown>} [options.settings] machine settings
 * @param {boolean} [options.trusted] false: VS Code asks whether the workspace is to be trusted
 * @returns {Promise<CodeServer>}
 * @throws {Error} with what the server printed, when it does not come up
 */
export async function startServer({ server, workspace, vsix, settings = {}, trusted = true }) {
  const data = await mkdtemp(path.join(tmpdir(), 'archscale-vscode-'));
  const extensions = path.join(data, 'extensions');
  const machine = path.join(data, 'data', 'Machine');
  await Promise.all([mkdir(extensions), mkdir(machine, { recursive: true })]);
  await writeFile(path.join(machine, 'settings.json'), JSON.stringify(settings, undefined, 2));

  const main = path.join(server, 'out', 'server-main.js');
  const folders = ['--server-data-dir', data, '--extensions-dir', extensions];
  if (vsix !== undefined) await installExtension(server, main, folders, vsix);

  const port = await freePort();
  const child = spawn(
    process.execPath,
    [main, '--host', '127.0.0.1', '--port', String(port), '--without-connection-token'].concat(
      ['--accept-server-license-terms', '--disable-telemetry', '--default-folder', workspace],
      trusted ? ['--disable-workspace-trust'] : [],
      folders,
    ),
    { cwd: server, stdio: ['ignore', 'pipe', 'pipe'], env: cleanEnvironment() },
  );
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (log += String(chunk)));

  const stop = async () => {
    await endTree(child);
    await rm(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  const url = `http://127.0.0.1:${port}/?folder=${encodeURI(workspace)}`;
  try {
    await answers(url, child);
  } catch {
    await stop();
    throw new Error(`VS Code's server did not start:\n${log}`);
  }
  const address = (file) => `vscode-remote://127.0.0.1:${port}${file}`;
  return { url, address, process: child, log: () => log, stop };
}

/**
 * Unpacks a package as VS Code does.
 * @param {string} server the folder from `installTestbed`
 * @param {string} vsix
 * @param {string} data a folder of its own
 * @returns {Promise<string>} the folder of the extension
 */
export async function unpackExtension(server, vsix, data) {
  const extensions = path.join(data, 'extensions');
  await mkdir(extensions, { recursive: true });
  const folders = ['--server-data-dir', data, '--extensions-dir', extensions];
  await installExtension(server, path.join(server, 'out', 'server-main.js'), folders, vsix);
  const [folder] = (await readdir(extensions)).filter((name) => name.startsWith('archscale.'));
  if (folder === undefined) throw new Error(`VS Code did not unpack ${vsix}.`);
  return path.join(extensions, folder);
}

/**
 * @param {string} server
 * @param {string} main
 * @param {string[]} folders
 * @param {string} vsix
 */
async function installExtension(server, main, folders, vsix) {
  if (!existsSync(vsix)) throw new Error(`${vsix} does not exist; npm run package makes it.`);
  const args = [main, '--install-extension', vsix, '--accept-server-license-terms', ...folders];
  const child = spawn(process.execPath, args, { cwd: server, env: cleanEnvironment() });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`VS Code refused ${vsix}:\n${output}`);
}

/** The environment without what another VS Code or npm left in it. */
function cleanEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|npm_)/.test(name)));
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/**
 * @param {string} url
 * @param {import('node:child_process').ChildProcess} child
 */
async function answers(url, child) {
  for (let attempt = 0; attempt < 150; attempt++) {
    if (child.exitCode !== null) break;
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('no answer');
}
