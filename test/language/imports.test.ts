import { DocumentState, URI } from 'langium';
import { NodeFileSystem } from 'langium/node';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadFile as load, UnreadableFileError } from '../../language/file.js';
import { ast, createArchServices, lowerStudy } from '../../language/index.js';
import { words } from '../../present/words/words.js';
import { diagnosticsOf } from './load.js';

const loadFile = (path: string) => load(path, { wording: words });

let folder = '';
const path = (name: string): string => join(folder, name);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archscale-imports-'));
  await writeFile(path('sizes.arch'), '/** The dimension. */\nscale d = 64\n');
  await writeFile(
    path('common.arch'),
    'import "./sizes.arch"\nnetwork A {\n input gaussian(d)\n dense h1 (width: d, activation: erf)\n output linear\n}\n',
  );
  await writeFile(path('main.arch'), 'import "./common.arch"\ntarget t = he(3)\nstudy S { network: A target: t }\n');
});

afterEach(() => rm(folder, { recursive: true }));

test('a file is read with its imports and theirs', async () => {
  const { diagnostics, studies } = await loadFile(path('main.arch'));
  expect(diagnostics).toEqual([]);
  expect(studies.map((study) => lowerStudy(study)?.reference)).toEqual([new Map([['d', 64]])]);
});

test('errors of imported files are reported with their file', async () => {
  await writeFile(path('sizes.arch'), '\nscale d = 0\n');
  const { diagnostics } = await loadFile(path('main.arch'));
  expect(diagnostics).toMatchObject([
    { file: path('sizes.arch'), line: 2, column: 11, code: 'arch-size-not-positive' },
  ]);
});

test('a file that cannot be read is a typed error that names it', async () => {
  const refusal = async (name: string): Promise<string> => {
    const error: unknown = await loadFile(name).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnreadableFileError);
    return error instanceof UnreadableFileError ? words(error.reason) : '';
  };
  expect(await refusal(path('nowhere.arch'))).toMatch(/nowhere\.arch cannot be read: there is no such file/);
  expect(await refusal(folder)).toMatch(/it is a folder/);
});

test('files that import each other are read to the end', async () => {
  await writeFile(path('sizes.arch'), 'import "./main.arch"\nscale d = 64\n');
  const { diagnostics } = await loadFile(path('main.arch'));
  expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['arch-import-cycle']));
});

test('an edit of a file reaches those that import it through others, and a file that appears is found', async () => {
  const { shared } = createArchServices(NodeFileSystem, words);
  const { DocumentBuilder, LangiumDocuments } = shared.workspace;
  const uri = (name: string): URI => URI.file(path(name));
  await rm(path('sizes.arch'));
  await DocumentBuilder.update([uri('main.arch')], []);
  const main = await LangiumDocuments.getOrCreateDocument(uri('main.arch'));
  const common = await LangiumDocuments.getOrCreateDocument(uri('common.arch'));
  expect(main.state).toBe(DocumentState.Validated);
  expect(new Set(diagnosticsOf(common).map(({ code }) => code))).toEqual(
    new Set(['arch-import-missing', 'arch-unknown-name']),
  );
  const study = (): ast.Study | undefined =>
    ast.isDocument(main.parseResult.value) ? main.parseResult.value.declarations.find(ast.isStudy) : undefined;
  const sizes = (): unknown => {
    const found = study();
    return found && lowerStudy(found)?.reference.get('d');
  };
  expect(sizes()).toBeUndefined();

  await writeFile(path('sizes.arch'), 'scale d = 64\n');
  await DocumentBuilder.update([uri('sizes.arch')], []);
  expect(diagnosticsOf(common)).toEqual([]);
  expect(sizes()).toBe(64);

  await writeFile(path('sizes.arch'), 'scale d = 81\n');
  await DocumentBuilder.update([uri('sizes.arch')], []);
  expect(sizes()).toBe(81);
});

test('a documentation comment belongs to the declaration below it', async () => {
  const { shared, Arch } = createArchServices(NodeFileSystem, words);
  const document = await shared.workspace.LangiumDocuments.getOrCreateDocument(URI.file(path('sizes.arch')));
  await shared.workspace.DocumentBuilder.build([document]);
  const [scale] = ast.isDocument(document.parseResult.value) ? document.parseResult.value.declarations : [];
  expect(scale && Arch.documentation.DocumentationProvider.getDocumentation(scale)?.trim()).toBe('The dimension.');
});

test('what is asked for in the middle of a build does not spoil the names of the file', async () => {
  const { shared } = createArchServices(NodeFileSystem, words);
  const { LangiumDocumentFactory, LangiumDocuments, DocumentBuilder } = shared.workspace;
  const text = 'target t = he(3)\nstudy S { target: t }\n';
  const document = LangiumDocumentFactory.fromString<ast.Document>(text, URI.file(path('asked.arch')));
  LangiumDocuments.addDocument(document);
  const named = () =>
    document.parseResult.value.declarations
      .filter(ast.isStudy)
      .flatMap(({ properties }) => properties.filter(ast.isTargetProperty))
      .map(({ target }) => target?.ref?.name);
  let asked: unknown;
  DocumentBuilder.onBuildPhase(DocumentState.Parsed, () => {
    asked = named();
  });
  await DocumentBuilder.build([document]);
  expect(asked).toEqual([undefined]);
  expect(named()).toEqual(['t']);
});

test('half a character in the path of an import is a wrong path', async () => {
  const { shared } = createArchServices(NodeFileSystem, words);
  const { LangiumDocumentFactory, LangiumDocuments, DocumentBuilder } = shared.workspace;
  const document = LangiumDocumentFactory.fromString('import "./\ud83d.arch"\n', URI.file(path('half.arch')));
  LangiumDocuments.addDocument(document);
  await DocumentBuilder.build([document], { validation: true });
  expect(diagnosticsOf(document as never)).toMatchObject([{ code: 'arch-import-missing', place: '1:8-1:18' }]);
});
