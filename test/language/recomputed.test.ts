import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { URI } from 'langium';
import { NodeFileSystem } from 'langium/node';
import { expect, onTestFinished, test } from 'vitest';
import { createArchServices } from '../../language/index.js';
import { keepPredictionsOf, predictionsComputed } from '../../language/lowering/prediction.js';
import { words } from '../../present/words/words.js';

/** So many networks, each with a width and two studies of its own, that no other test predicts. */
function networks(count: number, name: string): string {
  return Array.from(
    { length: count },
    (_, at) =>
      `scale ${name}${at} = ${1000 + at}\n` +
      `network Net${name}${at} {\n  input gaussian(d)\n  dense h (width: ${name}${at}, activation: erf)\n  output linear\n}\n` +
      `study Cubic${name}${at} {\n  network: Net${name}${at}\n  target: cubic\n}\n` +
      `study Slope${name}${at} {\n  network: Net${name}${at}\n  target: slope\n  samples: 3 * d\n}\n`,
  ).join('');
}

const targets = 'target cubic = he(3)\ntarget slope = he(1)\n';

/** Files on the disk with the services that read them, as an editor's server does. */
async function opened(files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'archscale-recomputed-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { shared } = createArchServices(NodeFileSystem, words);
  const { DocumentBuilder, LangiumDocuments } = shared.workspace;
  const write = (name: string, text: string): URI => {
    writeFileSync(join(folder, name), text);
    return URI.file(join(folder, name));
  };
  const uris = Object.entries(files).map(([name, text]) => write(name, text));
  const documents = await Promise.all(uris.map((uri) => LangiumDocuments.getOrCreateDocument(uri)));
  await DocumentBuilder.build(documents, { validation: true });
  DocumentBuilder.updateBuildOptions = { validation: true };
  /** Writes a file anew; the number of predictions that were computed for it. */
  const edited = async (name: string, text: string): Promise<number> => {
    const before = predictionsComputed();
    await DocumentBuilder.update([write(name, text)], []);
    return predictionsComputed() - before;
  };
  return { edited };
}

test('an edit of a network predicts its own studies anew and no others', async () => {
  const text = `scale d = 64\n${targets}${networks(40, 'a')}`;
  const { edited } = await opened({ 'one.arch': text });
  expect(await edited('one.arch', text.replace('width: a7,', 'width: 2 * a7,'))).toBe(2);
  // Back to what was known, and a comment: nothing is new.
  expect(await edited('one.arch', text)).toBe(0);
  expect(await edited('one.arch', `// A remark.\n${text}`)).toBe(0);
});

test('an edit of an imported size predicts what follows from it, in the files that import it', async () => {
  const main = `import "./sizes.arch"\n${targets}${networks(3, 'b')}`;
  const sizes = 'scale d = 64\nscale unused = 5\n';
  const { edited } = await opened({ 'sizes.arch': sizes, 'main.arch': main });
  expect(await edited('sizes.arch', sizes.replace('unused = 5', 'unused = 6'))).toBe(0);
  expect(await edited('sizes.arch', sizes.replace('d = 64', 'd = 65'))).toBe(6);
});

test('a file with more studies than are kept by default does not forget them from one edit to the next', async () => {
  keepPredictionsOf(300);
  onTestFinished(() => keepPredictionsOf(0));
  const text = `scale d = 64\n${targets}${networks(150, 'c')}`;
  const { edited } = await opened({ 'long.arch': text });
  expect(await edited('long.arch', text.replace('width: c9,', 'width: 2 * c9,'))).toBe(2);
}, 120_000);

test('what an edit costs grows with the length of the file, not with its square', async () => {
  const cost = async (count: number, name: string): Promise<number> => {
    const text = `scale d = 64\n${targets}${networks(count, name)}`;
    const { edited } = await opened({ 'grows.arch': text });
    const times: number[] = [];
    for (let at = 0; at < 5; at++) {
      const before = process.cpuUsage();
      await edited('grows.arch', `// ${at}\n${text}`);
      const { user, system } = process.cpuUsage(before);
      times.push((user + system) / 1000);
    }
    // Processor time, and the least of several: other processes take their share of the clock.
    return Math.min(...times);
  };
  await cost(5, 'e');
  // Eight times the length takes about 8 times as long; its square would be 64 times.
  expect((await cost(80, 'f')) / Math.max(await cost(10, 'g'), 1)).toBeLessThan(32);
}, 120_000);
