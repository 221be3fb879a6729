// Writes what the command line answers in JSON for every example, for frozen.test.ts to hold later builds against.
// Call it with the folder of a build: node test/cli/frozen/freeze.mjs dist
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../../..');
const program = resolve(process.argv[2] ?? 'dist', 'cli.cjs');

/** Calls the command line in the root of the repository, so that no path of a machine is in its answer. */
function answer(args) {
  const { status, stdout } = spawnSync(process.execPath, [program, ...args, '--format', 'json'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
  });
  return { args, status, stdout };
}

const answers = readdirSync(join(root, 'examples'))
  .filter((name) => name.endsWith('.arch'))
  .flatMap((name) => {
    const file = `examples/${name}`;
    const predicted = answer(['predict', file]);
    const studies = predicted.status === 0 ? JSON.parse(predicted.stdout).studies : [];
    return [
      predicted,
      answer(['compare', file]),
      ...studies.flatMap((study) => {
        const named = ['--study', study.name];
        const free = Object.keys(study.samples.exponents).slice(0, 2).join(',');
        return [
          answer(['curve', file, ...named]),
          answer(['diagram', file, ...named]),
          ...(free === '' ? [] : [answer(['advise', file, ...named, '--free', free])]),
        ];
      }),
    ];
  });

rmSync(join(here, 'answers'), { recursive: true, force: true });
mkdirSync(join(here, 'answers'));
const files = new Map();
for (const one of answers) {
  const name = one.args[1].replace(/^examples\/|\.arch$/g, '');
  files.set(name, [...(files.get(name) ?? []), one]);
}
for (const [name, of] of files)
  writeFileSync(join(here, 'answers', `${name}.json.gz`), gzipSync(JSON.stringify(of), { level: 9 }));
