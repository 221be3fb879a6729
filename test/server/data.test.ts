import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { FileChangeType } from 'vscode-languageserver-protocol';
import { describeDataRequest, studiesRequest } from '../../protocol/requests.js';
import { gaussian } from '../language/directions/tables.js';
import { sharedEditor, startEditor } from './editor.js';

const editor = sharedEditor();

const text = `scale N = 1024
network Net {
  input data("features.csv")
  dense h (width: N, activation: erf)
  output linear
}
target cubic = he(3)
study S { network: Net target: cubic }
`;

it('measures a file in the background, shows it on hover, and predicts then', async () => {
  const name = editor().openNew(text);
  const folder = dirname(fileURLToPath(editor().uri(name)));
  writeFileSync(join(folder, 'features.csv'), 'a,b\n1,2\n2,1\n3,5\n');
  editor().replace(name, 'N = 1024', 'N = 1025');
  const hover = async (): Promise<string> => editor().hover(name, editor().positionOf(name, 'features.csv', 3));
  await expect.poll(hover).toContain('3 rows, 2 columns');
  expect(await hover()).toContain('r₁ = d = 2 ± ');
  const scale = async (): Promise<unknown> => {
    const studies = await editor().request(studiesRequest, {
      uri: editor().uri(name),
    });
    return studies[0]?.sampleScale;
  };
  // Lazy: r_3 = d^3 = 8, less than sqrt(2 N).
  await expect.poll(scale).toBe('P* = 8');
});

it('shows the tests of a direction on hover, and warns where labels tell none', async () => {
  const normal = gaussian(31);
  const rows = Array.from({ length: 120 }, () => [normal(), normal()]);
  const csv = (label: (row: readonly number[]) => number): string =>
    `a,b,y\n${rows.map((row) => `${[...row, label(row)].join(',')}\n`).join('')}`;
  const editor = await startEditor({ files: { 'features.csv': csv(([a = 0]) => a), 'same.csv': csv(() => 1) } });
  editor.open('net.arch', text.replace('"features.csv"', '"features.csv", label: y'));
  const hover = async (): Promise<string> => editor.hover('net.arch', editor.positionOf('net.arch', 'features.csv', 3));
  await expect.poll(hover).toContain('120 rows, 2 columns and the label');
  expect(await hover()).toMatch(
    /the direction has the eigenvalue [\d.]+, p = 0\.01 .* and \|cos\| = [\d.]+ between two halves/,
  );
  expect(await hover()).toContain(
    'estimated from the means of the columns in 10 slices of the label, tested on 120 rows',
  );

  editor.replace('net.arch', 'features.csv', 'same.csv');
  const isWarning = ({ code }: { code?: unknown }): boolean => code === 'arch-data-without-direction';
  const found = await editor.diagnostics('net.arch', (all) => all.some(isWarning));
  expect(found.find(isWarning)?.message).toContain('no direction can be told from these labels');
  const flat = async (): Promise<string> => editor.hover('net.arch', editor.positionOf('net.arch', 'same.csv', 3));
  await expect.poll(flat).toContain('r₁ = d = 2 ±');
});

it('follows a data file that comes, changes or goes while the file is open', async () => {
  const editor = await startEditor({ files: { 'features.csv': 'a,b\n1,2\n2,1\n3,5\n' } });
  editor.open('net.arch', text);
  const path = fileURLToPath(editor.uri('features.csv'));
  // An editor asks for hints when it is told to.
  let refreshes = editor.refreshes;
  let hints = await editor.textWithHints('net.arch');
  const hinted = async (): Promise<string> => {
    if (editor.refreshes > refreshes) {
      refreshes = editor.refreshes;
      hints = await editor.textWithHints('net.arch');
    }
    return hints;
  };
  const hover = async (): Promise<string> => editor.hover('net.arch', editor.positionOf('net.arch', 'features.csv', 3));
  const tell = async (type: FileChangeType): Promise<void> =>
    editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: editor.uri('features.csv'), type }],
    });
  const unusable = ({ code }: { code?: unknown }): boolean => code === 'arch-data-unusable';

  // Lazy, as r_3 = d^3 is less than sqrt(2 N) = 45: 8 of two columns, 27 of three.
  await expect.poll(hinted).toContain('P* = 8⟧');

  writeFileSync(path, 'a,b,c\n1,2,1\n2,1,4\n3,5,2\n7,1,3\n');
  await tell(FileChangeType.Changed);
  await expect.poll(hinted).toContain('P* = 27⟧');
  expect(await hover()).toContain('4 rows, 3 columns');

  rmSync(path);
  await tell(FileChangeType.Deleted);
  const found = await editor.diagnostics('net.arch', (all) => all.some(unusable));
  expect(found.find(unusable)?.message).toContain('there is no such file');

  writeFileSync(path, 'a,b\n1,2\n2,1\n3,5\n');
  await tell(FileChangeType.Created);
  await editor.diagnostics('net.arch', (all) => !all.some(unusable));
  await expect.poll(hinted).toContain('P* = 8⟧');
});

it('describes a data file for a label, or says why it cannot', async () => {
  const normal = gaussian(32);
  const rows = Array.from({ length: 200 }, (_, at) => [at, normal(), normal()]);
  const csv = `id,a,b,y\n${rows.map((row) => `${[...row, row[1]].join(',')}\n`).join('')}`;
  const editor = await startEditor({ files: { 'features.csv': csv, 'nets/none.arch': '' } });
  const uri = editor.uri('features.csv');
  const found = await editor.request(describeDataRequest, { uri });
  expect(found).toMatchObject({ kind: 'described', columns: ['a', 'b', 'y'] });
  const labelled = await editor.request(describeDataRequest, { uri, label: 'y', out: editor.uri('nets/new.arch') });
  expect(labelled).toMatchObject({ kind: 'described', columns: ['a', 'b'] });
  const text = labelled.kind === 'described' ? labelled.file : '';
  expect(text).toContain('input data("../features.csv", label: y)');
  expect(text).toContain('target measured = 1*he(1)');
  expect(text).toContain('// left out: id (an index: it counts the rows)');
  const refused = await editor.request(describeDataRequest, { uri, label: 'z' });
  expect(refused).toMatchObject({ kind: 'none', reason: expect.stringContaining('it has no column z') as string });
});
