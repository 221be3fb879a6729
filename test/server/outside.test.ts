import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startEditor } from './editor.js';

const secret = 'topsecretpassword';

/** A folder outside of any workspace with a file of sizes and a file of data, and the folder's name. */
function elsewhere(): { path: string; folder: string; inside: string } {
  const inside = mkdtempSync(join(tmpdir(), 'archscale-outside-'));
  onTestFinished(() => rmSync(inside, { recursive: true, force: true }));
  writeFileSync(join(inside, 'sizes.arch'), 'scale d = 64\n');
  writeFileSync(join(inside, 'data.csv'), `a,${secret}\n${secret},1\n`);
  return { path: join(inside, 'sizes.arch'), folder: basename(inside), inside };
}

const ignoring = '// archscale: ignore arch-import-outside\n\n';

describe('an import that leaves the workspace', () => {
  it.each(['relative', 'absolute'])('is not read, with an error that the file cannot silence: %s', async (how) => {
    const { path, folder } = elsewhere();
    const named = how === 'absolute' ? path : `../${folder}/sizes.arch`;
    const editor = await startEditor();
    editor.open('a.arch', `${ignoring}import "${named}"\nscale N ~ 4 * d\n`);
    const found = await editor.diagnostics('a.arch', (all) => all.length > 1);
    expect(new Map(found.map(({ code, severity, range }) => [code, [severity, range.start.line]]))).toEqual(
      new Map([
        ['arch-import-outside', [1, 2]],
        ['arch-unknown-name', [1, 3]],
      ]),
    );
    expect(found.find(({ code }) => code === 'arch-import-outside')?.message).toContain(named);
  });

  it('is read where the user allowed it, with a warning that the file cannot silence', async () => {
    const { path } = elsewhere();
    const editor = await startEditor({ initializationOptions: { allowsOutside: true } });
    editor.open('a.arch', `${ignoring}import "${path}"\nscale N ~ 4 * d\n`);
    const found = await editor.diagnostics('a.arch', (all) => all.length > 0);
    expect(found.map(({ code, severity, range }) => [code, severity, range.start.line])).toEqual([
      ['arch-import-outside', 2, 2],
    ]);
  });

  it('is allowed by no setting that a workspace can set', async () => {
    const { path } = elsewhere();
    const editor = await startEditor({ settings: { allowOutside: true, allowsOutside: true, estimates: false } });
    editor.open('a.arch', `import "${path}"\nscale N ~ 4 * d\n`);
    const found = await editor.diagnostics('a.arch', (all) => all.length > 1);
    expect(found).toContainEqual(expect.objectContaining({ code: 'arch-import-outside', severity: 1 }));
  });

  it.runIf(process.platform === 'linux')(
    'by a link is not read either, nor are data, and nothing is quoted',
    async () => {
      const { inside } = elsewhere();
      const editor = await startEditor({ files: { 'b.arch': 'scale d = 64\n' } });
      const here = decodeURIComponent(new URL(editor.uri('x')).pathname).replace(/x$/, '');
      symlinkSync(join(inside, 'sizes.arch'), join(here, 'link.arch'));
      symlinkSync(join(inside, 'data.csv'), join(here, 'link.csv'));
      symlinkSync(inside, join(here, 'folder'));
      execFileSync('mkfifo', [join(here, 'pipe.csv')]);
      editor.open('a.arch', 'import "./link.arch"\nimport "./folder/sizes.arch"\n');
      const found = await editor.diagnostics('a.arch', (all) => all.length > 1);
      expect(found.map(({ code }) => code)).toEqual(['arch-import-outside', 'arch-import-outside']);
      for (const path of ['link.csv', 'folder/data.csv', 'pipe.csv', '/proc/self/environ', join(inside, 'data.csv')]) {
        const name = `${path.replaceAll(/\W/g, '_')}.arch`;
        editor.open(
          name,
          `network A { input data("${path}", label: x) dense h (width: 4, activation: erf) output linear }\n`,
        );
        const [one, ...others] = await editor.diagnostics(name, (all) => all.length > 0);
        expect(others).toEqual([]);
        expect(one?.message).toMatch(/outside the folders|not a regular file/);
        expect(JSON.stringify(one)).not.toContain(secret);
      }
    },
  );

  it.each(['./sub/b.arch', 'sub/../sub/b.arch'])('is not what %s is', async (named) => {
    const editor = await startEditor({
      files: { 'sub/b.arch': 'import "../c.arch"\nscale d ~ e\n', 'c.arch': 'scale e = 4\n' },
    });
    editor.open('a.arch', `import "${named}"\nscale N ~ d\nscale M\n`);
    const found = await editor.diagnostics('a.arch', (all) => all.length > 0);
    expect(found.map(({ code }) => code)).toEqual(['arch-scale-without-value']);
  });
});
