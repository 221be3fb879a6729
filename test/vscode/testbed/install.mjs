import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './processes.mjs';

const version = '4.100.3';
const native = ['node-pty', '@vscode/spdlog', 'native-watchdog', '@parcel/watcher'];
const repository = fileURLToPath(new URL('../../..', import.meta.url));

/** Where VS Code's server is kept: ARCHSCALE_TESTBED, or .testbed in the repository. */
export const testbedFolder = () => path.resolve(process.env.ARCHSCALE_TESTBED || path.join(repository, '.testbed'));

/**
 * Installs VS Code's server and web workbench (from the npm package code-server) unless it is there already.
 * @param {(line: string) => void} say is told what goes on
 * @returns {Promise<string>} the folder that holds out/server-main.js
 * @throws {Error} saying which step failed and what to do
 */
export async function installTestbed(say) {
  const folder = testbedFolder();
  const server = path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  const stamp = path.join(folder, 'installed');
  const wanted = `code-server ${version}, Node modules ${process.versions.modules}`;
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) return server;

  say(`Installing VS Code's server (code-server ${version}, 450 MB, once) into ${folder}`);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n');
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts'];
  await step(['install', `code-server@${version}`, ...quiet], folder);

  say('Installing what the server needs');
  // Newer npm finds the package's lock file out of step with its manifest; an install then follows it where it can.
  const locked = await npm(['ci', '--omit=dev', ...quiet], { cwd: server });
  if (locked.code !== 0) await step(['install', '--omit=dev', ...quiet], server);

  say("Compiling the server's terminal (this needs a C++ compiler and Python)");
  const headers = path.resolve(process.execPath, '..', '..');
  const env = existsSync(path.join(headers, 'include', 'node', 'node.h')) ? { npm_config_nodedir: headers } : {};
  const compiled = await npm(['rebuild', ...native], { cwd: server, env });
  // The last script of node-pty may fail after all is built: what counts is the module.
  if (!existsSync(path.join(server, 'node_modules', 'node-pty', 'build', 'Release', 'pty.node'))) {
    throw new Error(
      `VS Code's terminal (node-pty) could not be compiled. It needs a C++ compiler, make and Python 3.\n${tail(compiled.output)}`,
    );
  }
  await writeFile(stamp, wanted);
  say("VS Code's server is installed.");
  return server;
}

/**
 * @param {string[]} args
 * @param {string} cwd
 */
async function step(args, cwd) {
  const { code, output } = await npm(args, { cwd });
  if (code !== 0) {
    throw new Error(`npm ${args.join(' ')} failed in ${cwd}. Check the network and run it again.\n${tail(output)}`);
  }
}

/** @param {string} output */
const tail = (output) => output.trimEnd().split('\n').slice(-15).join('\n');
