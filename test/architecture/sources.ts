import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The top-level folders that hold source. */
export const parts = [
  'theory',
  'language',
  'validation',
  'present',
  'protocol',
  'server',
  'client',
  'cli',
  'worker',
  'playground',
] as const;
export type Part = (typeof parts)[number];

export interface Import {
  /** What is imported: a path from the root for a relative import, the package otherwise. */
  readonly target: string;
  readonly typeOnly: boolean;
}

export interface Source {
  /** Path from the root, with `/`. */
  readonly path: string;
  readonly part: Part;
  readonly lines: number;
  readonly imports: readonly Import[];
}

/** Every TypeScript source of a part; generated files are left out. */
export function sourcesOf(part: Part): Source[] {
  return filesBelow(join(root, part))
    .filter((file) => file.endsWith('.ts') && !file.includes(`${sep}generated${sep}`))
    .map((file) => {
      const text = readFileSync(file, 'utf8');
      return {
        path: fromRoot(file),
        part,
        lines: text.split('\n').length - 1,
        imports: importsOf(text).map(({ target, typeOnly }) => ({
          target: target.startsWith('.') ? fromRoot(join(dirname(file), target)) : target,
          typeOnly,
        })),
      };
    });
}

/** The sources whose code a source brings along, itself first. */
export function reachedFrom(entry: string): Source[] {
  const sources = new Map(parts.flatMap((part) => sourcesOf(part)).map((source) => [source.path, source]));
  const reached = new Set<Source>();
  const rest = [entry];
  for (let path = rest.pop(); path !== undefined; path = rest.pop()) {
    const source = sources.get(path);
    if (!source || reached.has(source)) continue;
    reached.add(source);
    const imports = source.imports.filter(({ typeOnly }) => !typeOnly);
    rest.push(...imports.map(({ target }) => target.replace(/\.js$/, '.ts')));
  }
  return [...reached];
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

function fromRoot(path: string): string {
  return relative(root, path).split(sep).join('/');
}

const staticImport = /^(?:import|export)\s+(type\s+)?(?:[\w*{},\s$]+\sfrom\s+)?'([^']+)'/gm;
const dynamicImport = /\bimport\('([^']+)'\)/g;

/** The imports of a source text, dynamic ones too. */
export function importsOf(text: string): Import[] {
  return [
    ...[...text.matchAll(staticImport)].map((match) => ({ target: match[2] ?? '', typeOnly: match[1] !== undefined })),
    ...[...text.matchAll(dynamicImport)].map((match) => ({ target: match[1] ?? '', typeOnly: false })),
  ];
}
