import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importOnnx } from '../../cli/import/onnx/import.js';
import { UnreadableModel } from '../../cli/import/unreadable-model.js';
import { importedFile } from '../../cli/import/with-study.js';
import { archscale } from '../cli/archscale.js';
import { model } from '../cli/onnx-model.js';
import { pythonWithTorch } from '../run/programs.js';
import { mutatedBytes } from './bytes.js';
import { expectReadable } from './expectations.js';
import { rounds, tell, timeout } from './rounds.js';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'archscale-fuzz-models-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Writes a file's bytes. @returns its path, and what repeats a failure */
async function written(name: string, bytes: Uint8Array): Promise<{ readonly path: string; readonly given: string }> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return { path, given: `${name} ${Buffer.from(bytes).toString('base64')}` };
}

/** Holds an imported text against what names in a model may do to it. */
function expectHarmless(text: string, given: string): void {
  expectReadable(text, given);
  // Names of the file are names of the language or in comments: none brings in an import.
  expect(text, given).not.toMatch(/^\s*import\b/m);
}

const script = `
import sys, torch
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(64, 32)
        self.act = nn.ReLU()
        self.out = nn.Linear(32, 1)
    def forward(self, x):
        return self.out(self.act(self.first(x)))
net = Net()
torch.save(net.state_dict(), sys.argv[1] + '/state.pt')
torch.save(net, sys.argv[1] + '/module.pt')
torch.save(net, sys.argv[1] + '/older.pt', _use_new_zipfile_serialization=False)
`;

test('any ONNX file is imported or refused in a sentence', { timeout }, async () => {
  const tally = await rounds(60, async (random) => {
    const { path, given } = await written('model.onnx', mutatedBytes(model(), random));
    try {
      const { text, diagnostics } = await importedFile(await importOnnx(path), join(folder, 'imported.arch'));
      expectHarmless(text, given);
      for (const { message, code } of diagnostics) {
        expectReadable(message, given);
        expect(code, `${message}\n${text}\n${given}`).not.toBe('arch-syntax');
      }
    } catch (error) {
      if (!(error instanceof UnreadableModel)) throw error;
      expectReadable(error.message, given);
      expect(error.message, given).toMatch(/\w.*\.$/s);
    }
  });
  tell('ONNX files', tally);
});

describe.skipIf(!pythonWithTorch)('with PyTorch', () => {
  test('any file of PyTorch is imported or refused in a sentence, and nothing in it is run', { timeout }, async () => {
    execFileSync(pythonWithTorch ?? '', ['-c', script, folder], { stdio: 'pipe' });
    const names = ['state.pt', 'module.pt', 'older.pt'];
    const models = await Promise.all(names.map((name) => readFile(join(folder, name))));
    const tally = await rounds(8, async (random) => {
      const { path, given } = await written('model.pt', mutatedBytes(random.pick(models), random));
      const { code, stdout, stderr } = archscale(['import', path]);
      expect([0, 2, 5], given).toContain(code);
      expectHarmless(stdout, given);
      expectReadable(stderr, given);
      if (code === 2) expect(stderr, given).toMatch(/cannot be imported: \w.*\.\n$/s);
    });
    tell('PyTorch files', tally);
  });
});
