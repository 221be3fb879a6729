import { EmptyFileSystemProvider, URI, UriUtils } from 'langium';
import { loadText } from '../../language/text.js';
import { words } from '../../present/words/words.js';
import { predicted } from '../predicted.js';
import type { Source } from '../../present/views/predicted.js';
import type { Diagnostic } from './contract.js';

/** How a text is read. */
export interface ParseOptions {
  /** What diagnostics call the text; `source.arch` unless given. */
  readonly file?: string;
  /** The texts that it imports, by their paths relative to it: `{ './common.arch': 'scale d = 64' }`. */
  readonly imports?: Readonly<Record<string, string>>;
}

/** A study that can be predicted. */
export interface ParsedStudy {
  /** The name of the study. */
  readonly name: string;
  /** The name of its network. */
  readonly network: string;
  /** The name of its target. */
  readonly target: string;
  /** The free sizes that it depends on, with their reference values. */
  readonly sizes: Readonly<Record<string, number>>;
}

/** A text of the language, read and checked. Pass it on to `predict`, `explain` and `compare` to read it only once. */
export interface ParsedFile {
  /** The name of the text, as given in the options. */
  readonly file: string;
  /** Those of the text itself, then those of the texts that it imports. */
  readonly diagnostics: readonly Diagnostic[];
  /** True when one of them is an error. Studies that do not depend on it can be predicted all the same. */
  readonly hasErrors: boolean;
  /** The names of all its studies, broken or not. */
  readonly names: readonly string[];
  /** The studies that can be predicted, in the order of the text. */
  readonly studies: readonly ParsedStudy[];
}

/** What stands behind a parsed file, which its users need not see. */
const sources = new WeakMap<ParsedFile, Source>();

/**
 * Reads and checks a text of the .arch language. Never fails: what is wrong with the text is in `diagnostics`.
 * @param source the text of an .arch file.
 */
export async function parse(
  source: string,
  { file = 'source.arch', imports = {} }: ParseOptions = {},
): Promise<ParsedFile> {
  const own = addressOf(file, root);
  const files = new Map(
    Object.entries(imports).map(([path, text]) => [addressOf(path, UriUtils.dirname(own)).toString(), text]),
  );
  const loaded = await loadText(source, file, own, {
    context: { fileSystemProvider: () => new TextsInMemory(files) },
    wording: words,
  });
  const diagnostics = loaded.diagnostics.map((one) => ({
    ...one,
    file: one.file === file ? file : relative(one.file),
  }));
  const known = { ...predicted(file, loaded), diagnostics };
  const parsed: ParsedFile = {
    file,
    diagnostics,
    hasErrors: known.hasErrors,
    names: known.names,
    studies: known.studies.map(({ study }) => ({
      name: study.name,
      network: study.network.name,
      target: study.target.name,
      sizes: Object.fromEntries(study.reference),
    })),
  };
  sources.set(parsed, known);
  return parsed;
}

/**
 * What stands behind a text or behind what `parse` made of it.
 * @throws TypeError for anything else, such as a copy.
 */
export async function sourceOf(source: string | ParsedFile, options: ParseOptions): Promise<Source> {
  const known = sources.get(typeof source === 'string' ? await parse(source, options) : source);
  if (!known) throw new TypeError('Give the text of an .arch file, or what parse made of one.');
  return known;
}

/** Imports that are given with the text, instead of lying on a disk. */
class TextsInMemory extends EmptyFileSystemProvider {
  constructor(private readonly files: ReadonlyMap<string, string>) {
    super();
  }

  override async readFile(uri?: URI): Promise<string> {
    const text = this.files.get(String(uri));
    if (text === undefined) throw new Error(`${String(uri)} was not given.`);
    return text;
  }
}

/** Where texts that lie on no disk are said to lie. */
const root = URI.parse('memory:///');

function addressOf(path: string, folder: URI): URI {
  return UriUtils.resolvePath(folder, path.replaceAll('\\', '/'));
}

/** The path of an imported text, without the root. */
function relative(path: string): string {
  return path.replaceAll('\\', '/').replace(/^\//, '');
}
