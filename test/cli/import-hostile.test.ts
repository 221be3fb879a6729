import fc from 'fast-check';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importOnnx } from '../../cli/import/onnx/import.js';
import { UnreadableModel } from '../../cli/import/unreadable-model.js';
import { python } from '../run/programs.js';
import { archscale, file, folder } from './archscale.js';
import { all, bytes, integer, message, model, text } from './onnx-model.js';

const layer = 'dense h (width: N, activation: relu)';

describe('a model that means harm', () => {
  it('is read as any other where it does none', () => {
    expect(archscale(['import', file(model(), 'm.onnx')]).stdout).toContain(layer);
  });

  it('gets no file beside it opened, whatever path it names', () => {
    const path = file(new Uint8Array(), 'm.onnx');
    const fifo = join(dirname(path), 'weights.bin');
    // Opening a pipe that nobody writes to would wait for ever.
    expect(spawnSync('mkfifo', [fifo]).status).toBe(0);
    for (const location of ['weights.bin', fifo, '../../../../etc/passwd']) {
      const entry = message(all(text(1, 'location'), text(2, location)));
      writeFileSync(path, model({ payload: all(bytes(13, entry), integer(14, 1)) }));
      expect(archscale(['import', path])).toMatchObject({ code: 0, stdout: expect.stringContaining(layer) as string });
    }
  });

  it('does not bring its names into the text', () => {
    const tensor = 'h"}\n\nimport "/etc/passwd.arch" // ';
    const name = `/${'x'.repeat(9000)}/MatMul`;
    const { code, stdout } = archscale(['import', file(model({ tensor, name }), 'm.onnx')]);
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/^\s*import/m);
    expect(archscale(['predict', file(stdout)]).code).toBe(0);
  });

  it('cannot nest deeply', () => {
    let inner: Uint8Array = message(text(2, 'deep'));
    for (let depth = 0; depth < 2000; depth++) inner = message(bytes(1, message(bytes(5, message(bytes(6, inner))))));
    const { code, stdout } = archscale(['import', file(model({ extra: bytes(5, inner) }), 'm.onnx')]);
    expect({ code, hasLayer: stdout.includes(layer) }).toEqual({ code: 0, hasLayer: true });
  });

  it('costs no memory for weights of gigabytes', () => {
    const path = file(model(), 'm.onnx');
    // A second graph field would replace the first, so that the weights go into a field that no model has.
    const size = 3 * 2 ** 30;
    const head = message((writer) => void writer.uint32((99 << 3) | 2).uint32(size));
    const whole = Buffer.concat([readFileSync(path), head]);
    writeFileSync(path, whole);
    truncateSync(path, whole.length + size);
    const { code, stdout } = archscale(['import', path], { NODE_OPTIONS: '--max-old-space-size=128' });
    expect({ code, hasLayer: stdout.includes(layer) }).toEqual({ code: 0, hasLayer: true });
  });

  it.each([
    ['nothing', new Uint8Array(), 'it holds no graph'],
    ['text', Buffer.from('scale d = 64\n'), 'it is no ONNX'],
    ['a part of a model', model().subarray(0, 100), 'it ends too early'],
    [
      'a length beyond the end',
      message((writer) => void writer.uint32((7 << 3) | 2).uint64(2n ** 62n)),
      'longer than the file',
    ],
    ['groups', message((writer) => void writer.uint32((7 << 3) | 3)), 'it is no ONNX'],
  ])('is refused in a sentence: %s', (_, content, reason) => {
    const { code, stdout, stderr } = archscale(['import', file(content, 'm.onnx')]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^archscale: .*m\.onnx cannot be imported: /);
    expect(stderr).toContain(reason);
    expect(stderr).not.toMatch(/ at .*:\d+:\d+/);
  });

  it.each([folder, () => join(folder(), 'nowhere.onnx')])('is refused where there is no file', (path) => {
    expect(archscale(['import', path()])).toMatchObject({ code: 2, stdout: '' });
  });

  it('is imported or refused, whatever its bytes', async () => {
    const whole = model();
    const path = file(whole, 'm.onnx');
    const places = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(places, fc.nat(whole.length), async (changes, length) => {
        const changed = Uint8Array.from(whole);
        for (const [place, value] of changes) changed[place] = value;
        writeFileSync(path, changed.subarray(0, Math.max(length, whole.length - 40)));
        await importOnnx(path).catch((error: unknown) => expect(error).toBeInstanceOf(UnreadableModel));
      }),
      { numRuns: 400 },
    );
  });
});

describe.skipIf(!python)('a PyTorch file that means harm', () => {
  function written(script: string): string {
    const path = join(folder(), 'model.pt');
    const { status, stderr } = spawnSync(python ?? '', ['-c', script, path], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return path;
  }
  const zip =
    'import os, pickle, sys, zipfile\npath = sys.argv[1]\narchive = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)\n';

  it('executes nothing', () => {
    const path = written(`${zip}
class Harm:
    def __reduce__(self):
        return (os.system, (f"touch '{path}.harm'",))
archive.writestr("m/data.pkl", pickle.dumps({"w": Harm()}))
archive.close()`);
    expect(archscale(['import', path])).toMatchObject({ code: 2, stdout: '' });
    expect(existsSync(`${path}.harm`)).toBe(false);
    // The same file does harm to whoever loads it without care: the test is one.
    const loaded = `import pickle, sys, zipfile\npickle.loads(zipfile.ZipFile(sys.argv[1]).read("m/data.pkl"))`;
    spawnSync(python ?? '', ['-c', loaded, path]);
    expect(existsSync(`${path}.harm`)).toBe(true);
  });

  it.each([
    ['an archive that unpacks to too much', `${zip}archive.writestr("m/data.pkl", b"0" * (80 << 20))\narchive.close()`],
    ['an archive of something else', `${zip}archive.writestr("readme", b"")\narchive.close()`],
    ['a number', `${zip}archive.writestr("m/data.pkl", pickle.dumps(3))\narchive.close()`],
    ['no archive', 'import sys\nopen(sys.argv[1], "wb").write(b"hello")'],
    ['nothing', 'import sys\nopen(sys.argv[1], "wb").close()'],
  ])('is refused in a sentence: %s', (_, script) => {
    const { code, stdout, stderr } = archscale(['import', written(script)]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^archscale: .*model\.pt cannot be imported: its? .*\.\n$/);
  });

  it.runIf(process.platform !== 'win32')('says so when what is called Python is something else', () => {
    for (const [program, reason] of [
      ['/bin/echo', 'its layers are not described as those of PyTorch'],
      ['/bin/false', '/bin/false ended early'],
    ] as const) {
      const { code, stderr } = archscale(['import', file('x', 'model.pt')], { ARCHSCALE_PYTHON: program });
      expect(code).toBe(2);
      expect(stderr).toMatch(new RegExp(`model\\.pt cannot be imported: ${reason}\\.\\n$`));
    }
  });

  it('says what is missing where there is no Python', () => {
    const path = file('x', 'model.pt');
    const { code, stderr } = archscale(['import', path], { ARCHSCALE_PYTHON: '/nowhere/python3' });
    expect(code).toBe(2);
    expect(stderr).toContain('needs Python 3: install it, or name it in ARCHSCALE_PYTHON');
  });
});
