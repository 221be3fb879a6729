// npm start: installs and builds what is missing, then opens the examples in VS Code.
// npm start -- --headless FILE prints the prediction of a file and needs neither VS Code nor a browser.
// Plain Node: this file runs before anything is installed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInstalled } from './test/run/install.mjs';
import { npm } from './test/vscode/testbed/processes.mjs';
import { installTestbed } from './test/vscode/testbed/install.mjs';
import { startServer } from './test/vscode/testbed/server.mjs';

const repository = fileURLToPath(new URL('.', import.meta.url));
const calledFrom = process.env.INIT_CWD ?? process.cwd();
process.chdir(repository);
/** What is open at first. */
const example = path.join(repository, 'examples', 'two-layer.arch');
const say = (line) => process.stderr.write(`${line}\n`);

/** What the user is told when it cannot go on; anything else is a fault of ours. */
class Obstacle extends Error {}

async function main([option, file, ...rest]) {
  if (option === '--headless') {
    if (file === undefined || rest.length > 0) throw new Obstacle('Usage: npm start -- --headless FILE');
    await prepare();
    return predict(file);
  }
  if (option !== undefined) throw new Obstacle('Usage: npm start, or npm start -- --headless FILE');
  await prepare();
  return (await openInstalledEditor()) ?? openInBrowser();
}

/** Installs dependencies and builds, quietly; what went wrong is shown. */
async function prepare() {
  if (Number(process.versions.node.split('.')[0]) < 20)
    throw new Obstacle(`Node 20 or later is needed; this is ${process.version}.`);
  if (!isInstalled()) {
    await quietly(
      'Installing what the build needs (800 MB, once)',
      ['ci', '--no-audit', '--no-fund'],
      'The installation failed. Check the network and run it again.',
    );
  }
  await quietly('Building', ['run', 'build', '--silent'], 'The build failed.');
}

/** So often a step that takes long says that it goes on, in milliseconds. */
const interval = 10_000;

/** Runs npm as a step of its own: says that it begins, that it goes on, and how long it took. */
async function quietly(step, args, otherwise) {
  const begun = performance.now();
  const seconds = () => `${Math.round((performance.now() - begun) / 1000)} s`;
  say(`${step} ...`);
  const timer = setInterval(() => say(`  still going on, ${seconds()}`), interval);
  const { code, output } = await npm(args, { cwd: repository }).finally(() => clearInterval(timer));
  if (code === 0) say(`  done in ${seconds()}`);
  if (code !== 0) throw new Obstacle(`${output.trimEnd()}\n${otherwise}`);
}

/** Prints the prediction of a file, which is relative to where the user is; resolves to the command line's exit code. */
async function predict(file) {
  const cli = path.join(repository, 'dist', 'cli.cjs');
  const child = spawn(process.execPath, [cli, 'predict', file], { stdio: 'inherit', cwd: calledFrom });
  const [code] = await once(child, 'close');
  return code ?? 1;
}

/** Opens the examples in the user's own VS Code; undefined when there is none. */
async function openInstalledEditor() {
  const windows = process.platform === 'win32';
  const names = windows ? ['code.cmd', 'code.exe'] : ['code'];
  const found = pathFolders().some((folder) => names.some((name) => existsSync(path.join(folder, name))));
  if (!found) return undefined;
  say('Opening an example in your VS Code, with the walkthrough beside it and the extension of this folder.');
  process.env.ARCHSCALE_WALKTHROUGH = '1';
  const child = spawn(
    'code',
    [`--extensionDevelopmentPath=${repository}`, path.join(repository, 'examples'), example],
    {
      stdio: 'inherit',
      shell: windows,
    },
  );
  const [code] = await once(child, 'close');
  return code ?? 1;
}

/** Opens the examples in VS Code's server, in the browser, until Ctrl-C. */
async function openInBrowser() {
  say('There is no "code" on the PATH: the examples open in the browser, in VS Code\'s server.');
  const server = await installTestbed(say).catch((error) => {
    throw new Obstacle(`${error.message}\nOr install VS Code and its "code" command, and run npm start again.`);
  });
  const vsix = path.join(repository, 'archscale.vsix');
  await quietly('Packaging the extension', ['run', 'package', '--silent'], 'The extension could not be packaged.');
  say("Starting VS Code's server ...");
  process.env.ARCHSCALE_WALKTHROUGH = '1';
  const running = await startServer({
    server,
    vsix,
    workspace: path.join(repository, 'examples'),
    settings: { 'workbench.startupEditor': 'none' },
  }).catch((error) => {
    throw new Obstacle(error.message);
  });
  const payload = JSON.stringify([['openFile', running.address(example)]]);
  const address = `${running.url}&payload=${encodeURIComponent(payload)}`;
  process.stdout.write(`\nArchscale is open at ${address}\nCtrl-C stops it.\n`);
  openLink(address);

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    say('\nStopping ...');
    running.process.kill();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  if (running.process.exitCode === null) await once(running.process, 'exit');
  await running.stop();
  return stopping ? 0 : 1;
}

/** Opens a page in the user's browser, where the system has a way to. */
function openLink(url) {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '""']
        : ['xdg-open'];
  const noScreen = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  const unavailable = () => say('No browser could be opened from here: open the address yourself.');
  if (noScreen) return unavailable();
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', unavailable);
  child.unref();
}

const pathFolders = () => (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Obstacle)) throw error;
  say(error.message);
  process.exitCode = 1;
}
