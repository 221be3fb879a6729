import { URI, type FileSystemProvider, EmptyFileSystemProvider } from 'langium';
import { describe, expect, it } from 'vitest';
import { runFolder } from '../../client/runs/run-folder.js';
import { loadText } from '../../language/text.js';
import { words } from '../../present/words/words.js';

/** Files of another system, by their addresses; with `ignoresCase` as Windows and macOS keep them. */
class OtherFiles extends EmptyFileSystemProvider {
  constructor(
    private readonly texts: Readonly<Record<string, string>>,
    private readonly ignoresCase = false,
  ) {
    super();
  }

  override async readFile(uri?: URI): Promise<string> {
    const wanted = this.named(String(uri));
    const found = Object.entries(this.texts).find(([name]) => this.named(name) === wanted);
    if (!found) throw new Error(`There is no ${String(uri)}.`);
    return found[1];
  }

  private readonly named = (uri: string): string => {
    const address = URI.parse(uri).toString();
    return this.ignoresCase ? address.toLowerCase() : address;
  };
}

const text = (imported: string): string => `import "${imported}"

network Net {
  input gaussian(d)
  dense h (width: 64, activation: erf)
  output linear
}

target cubic = he(3)

study Cubic {
  network: Net
  target: cubic
}
`;

const codesOf = async (uri: string, imported: string, files: FileSystemProvider): Promise<string[]> => {
  const loaded = await loadText(text(imported), 'a.arch', URI.parse(uri), {
    context: { fileSystemProvider: () => files },
    wording: words,
  });
  return loaded.diagnostics.map(({ code }) => code).filter((code) => code.startsWith('arch-import'));
};

const sizes = 'scale d = 64\n';

describe('imports on Windows', () => {
  const files = new OtherFiles({
    'file:///c%3A/nets/common/sizes.arch': sizes,
    'file://server/share/sizes.arch': sizes,
  });

  it.each([
    ['file:///c%3A/nets/a.arch', './common/sizes.arch'],
    ['file:///c%3A/nets/a.arch', '.\\common\\sizes.arch'],
    ['file:///C:/nets/a.arch', './common/sizes.arch'],
    ['file:///c:/nets/sub/a.arch', '..\\common\\sizes.arch'],
    ['file:///d%3A/other/a.arch', 'C:\\nets\\common\\sizes.arch'],
    ['file:///d%3A/other/a.arch', 'c:/nets/common/sizes.arch'],
    ['file://server/share/a.arch', './sizes.arch'],
    ['file:///c%3A/nets/a.arch', '\\\\server\\share\\sizes.arch'],
  ])('%s finds %s', async (uri, imported) => {
    expect(await codesOf(uri, imported, files)).toEqual([]);
  });

  it('a file that is not there is missed all the same', async () => {
    expect(await codesOf('file:///c%3A/nets/a.arch', '.\\sizes.arch', files)).toHaveLength(1);
  });
});

describe('names of which only the case differs', () => {
  it('are the same file where the system says so', async () => {
    const files = new OtherFiles({ 'file:///Users/me/Sizes.arch': sizes }, true);
    expect(await codesOf('file:///Users/me/a.arch', './sizes.arch', files)).toEqual([]);
  });

  it('are different files elsewhere', async () => {
    const files = new OtherFiles({ 'file:///home/me/Sizes.arch': sizes });
    expect(await codesOf('file:///home/me/a.arch', './sizes.arch', files)).toHaveLength(1);
  });
});

describe('the folder of a run', () => {
  it.each([
    ['/home/me/net.arch', '.archscale/net/Cubic-rate'],
    ['C:\\nets\\net.arch', '.archscale/net/Cubic-rate'],
    ['/c:/nets/deep.net.arch', '.archscale/deep.net/Cubic-rate'],
    ['\\server\\share\\net.arch', '.archscale/net/Cubic-rate'],
  ])('of %s is %s beside it', (file, folder) => {
    expect(runFolder(file, 'Cubic', 'rate')).toBe(folder);
  });
});
