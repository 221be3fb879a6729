import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { archscale, folder } from './archscale.js';

// docs/security.md: what lies in a project is run for a run alone, and what lies above it never.

const study = `scale d = 16
scale N ~ d
network TwoLayer { input gaussian(d) dense h (width: N, activation: erf) output linear }
target linear = he(1)
study Linear {
  network: TwoLayer
  target: linear
  validate { level: training  engine: torch  sweep: d from 8 to 32 points: 3 }
}
`;

/** A program in the place of a Python that says that it was run. */
function fakePython(environment: string, said: string): void {
  const path = join(environment, 'bin/python');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n: > '${said}'\nexit 1\n`);
  chmodSync(path, 0o755);
}

/** A project below a folder, both with virtual environments, and what is there once one of them was run. */
function project(): { path: string; own: string; above: string; dir: string; top: string } {
  const top = folder();
  const dir = join(top, 'project');
  mkdirSync(dir);
  const [own, above] = [join(top, 'own-ran'), join(top, 'above-ran')];
  for (const name of ['.venv', 'venv']) {
    fakePython(join(dir, name), own);
    fakePython(join(top, name), above);
  }
  writeFileSync(join(dir, 'net.arch'), study);
  return { path: join(dir, 'net.arch'), own, above, dir, top };
}

describe.skipIf(process.platform === 'win32')('the virtual environment of a project', () => {
  it.each(['torch', 'auto'])('is started by no plan while somebody types, engine %s', (engine) => {
    const { path, own, above, dir, top } = project();
    const args = ['validate', path, '--engine', engine, '--plan', '--stdin', '--format', 'json'];
    const { code, stdout } = archscale(
      args,
      { ARCHSCALE_FOLDERS: top, ARCHSCALE_PYTHON: join(dir, '.venv/bin/python') },
      study,
      dir,
    );
    expect([code, (JSON.parse(stdout) as { engine: string }).engine]).toEqual([0, engine === 'auto' ? 'js' : 'torch']);
    expect([existsSync(own), existsSync(above)]).toEqual([false, false]);
  });

  it('is started by no plan that is asked for either', () => {
    const { path, own, above, dir } = project();
    expect(archscale(['validate', path, '--plan'], { PATH: '/nowhere:.:venv/bin' }, '', dir).code).toBe(0);
    expect([existsSync(own), existsSync(above)]).toEqual([false, false]);
  });

  it('is started by a run in its folder, and one above is not', () => {
    const { path, own, above, dir } = project();
    const { code, stderr } = archscale(['validate', path], { PATH: '/nowhere' }, '', dir);
    expect([code, existsSync(own), existsSync(above)], stderr).toEqual([4, true, false]);
  });

  it('is not found from a folder below, unless that is in the same workspace', () => {
    const { path, own, above, dir } = project();
    const below = join(dir, 'nets');
    mkdirSync(below);
    archscale(['validate', path], { PATH: '/nowhere' }, '', below);
    expect([existsSync(own), existsSync(above)]).toEqual([false, false]);
    archscale(['validate', path], { PATH: '/nowhere', ARCHSCALE_FOLDERS: dir }, '', below);
    expect([existsSync(own), existsSync(above)]).toEqual([true, false]);
  });

  it('is not found by entries of the PATH that are no absolute folder', () => {
    const { path, own, dir } = project();
    const bin = join(dir, 'venv/bin');
    writeFileSync(join(bin, 'python3'), `#!/bin/sh\n: > '${own}'\n`);
    chmodSync(join(bin, 'python3'), 0o755);
    writeFileSync(join(bin, 'model.pt'), 'no model');
    const answer = archscale(['import', 'model.pt'], { PATH: '.::./' }, '', bin);
    expect([answer.code, existsSync(own)]).toEqual([2, false]);
    expect(answer.stderr).toContain('needs Python 3');
    archscale(['validate', path, '--plan'], { PATH: '.:' }, '', bin);
    expect(existsSync(own)).toBe(false);
  });
});
