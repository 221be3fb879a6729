import { EmptyFileSystemProvider, URI } from 'langium';
import { describe, expect, it } from 'vitest';
import type { ConfinedFiles, Reach } from '../../language/files/reach.js';
import { createArchServices, type ast } from '../../language/index.js';
import { words } from '../../present/words/words.js';
import { neverSilenced } from '../../language/silencing.js';

/** A workspace, of which files outside are read or not. */
class Workspace extends EmptyFileSystemProvider implements ConfinedFiles {
  constructor(private readonly isAnywhere: boolean) {
    super();
  }

  reachOf(): Reach {
    return { folders: [URI.file('/workspace')], isAnywhere: this.isAnywhere };
  }
}

/** The codes of a file of the workspace that imports one outside of it. */
async function codesOf(text: string, isAnywhere: boolean): Promise<unknown[]> {
  const { shared } = createArchServices({ fileSystemProvider: () => new Workspace(isAnywhere) }, words);
  const { LangiumDocumentFactory, LangiumDocuments, DocumentBuilder } = shared.workspace;
  const files = { '/elsewhere/sizes.arch': 'scale d = 64\n', '/workspace/study.arch': text };
  const documents = Object.entries(files).map(([path, content]) =>
    LangiumDocumentFactory.fromString<ast.Document>(content, URI.file(path)),
  );
  for (const document of documents) LangiumDocuments.addDocument(document);
  await DocumentBuilder.build(documents, { validation: true });
  return (documents[1]?.diagnostics ?? []).map(({ code }) => code);
}

describe('what a file may not silence about itself', () => {
  const lines = 'import "../elsewhere/sizes.arch"\nscale N ~ 4\n';

  it('is that it reads files outside of the workspace, and nothing else', () => {
    expect([...neverSilenced]).toEqual(['arch-import-outside']);
  });

  it.each([
    ['nothing', '', ['arch-import-outside', 'arch-relation-without-scale']],
    [
      'the whole file',
      '// archscale: ignore arch-import-outside\n\n',
      ['arch-import-outside', 'arch-relation-without-scale'],
    ],
    [
      'the line',
      '// A file.\n\n// archscale: ignore arch-import-outside\n',
      ['arch-import-outside', 'arch-relation-without-scale'],
    ],
    [
      'it with others, of which they are silent',
      '// archscale: ignore arch-relation-without-scale, arch-import-outside\n\n',
      ['arch-import-outside'],
    ],
  ])('by a comment for %s', async (_, comment, expected) => {
    for (const isAnywhere of [true, false])
      expect((await codesOf(comment + lines, isAnywhere)).sort()).toEqual(expected);
  });
});
