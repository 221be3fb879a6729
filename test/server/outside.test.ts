import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startEditor } from './editor.js';

/** A file outside of any workspace, and its folder's name. */
function elsewhere(): { path: string; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'archscale-outside-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'sizes.arch'), 'scale d = 64\n');
  return { path: join(folder, 'sizes.arch'), folder: basename(folder) };
}

describe('an import that leaves the workspace', () => {
  it.each(['relative', 'absolute'])('is read, with a warning that the file cannot silence: %s', async (how) => {
    const { path, folder } = elsewhere();
    const named = how === 'absolute' ? path : `../${folder}/sizes.arch`;
    const editor = await startEditor();
    editor.open('a.arch', `// archscale: ignore arch-import-outside\n\nimport "${named}"\nscale N ~ 4 * d\n`);
    const found = await editor.diagnostics('a.arch', (all) => all.length > 0);
    expect(found.map(({ code, severity, range }) => [code, severity, range.start.line])).toEqual([
      ['arch-import-outside', 2, 2],
    ]);
    expect(found[0]?.message).toContain(named);
  });

  it.each(['./sub/b.arch', 'sub/../sub/b.arch'])('is not what %s is', async (named) => {
    const editor = await startEditor({
      files: { 'sub/b.arch': 'import "../c.arch"\nscale d ~ e\n', 'c.arch': 'scale e = 4\n' },
    });
    editor.open('a.arch', `import "${named}"\nscale N ~ d\nscale M\n`);
    const found = await editor.diagnostics('a.arch', (all) => all.length > 0);
    expect(found.map(({ code }) => code)).toEqual(['arch-scale-without-value']);
  });
});
