import { existsSync, readFileSync } from 'node:fs';
import { command } from './command.mjs';

/** Installs the dependencies when they are missing or not those of the lock file. */
export async function installDependencies() {
  const oldest = 20;
  if (Number(process.versions.node.split('.')[0]) < oldest) {
    throw new Error(`Node ${oldest} or later is needed; this is ${process.version}.`);
  }
  if (isInstalled()) return { passed: 1, failed: 0, skipped: 0 };
  return command('npm', ['ci', '--no-audit', '--no-fund']);
}

/** True when node_modules holds every package of package-lock.json that this platform needs, in its version. */
export function isInstalled() {
  const installedLock = 'node_modules/.package-lock.json';
  if (!existsSync(installedLock)) return false;
  const wanted = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedLock, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || (optional && !installed[path]) || (installed[path]?.version === version && existsSync(path)),
  );
}
