import { describe, expect, it } from 'vitest';
import { importsOf, parts, reachedFrom, sourcesOf, type Import, type Part } from './sources.js';

/** docs/architecture.md, "Rules of dependency". What a part may import besides itself and packages. */
const mayImport: Readonly<Record<Part, (imported: Import) => boolean>> = {
  theory: () => false,
  language: below('theory'),
  validation: below('language', 'theory'),
  present: either(below('language', 'theory'), types(below('validation'))),
  protocol: types(below('present', 'language', 'theory', 'validation')),
  server: below('protocol', 'present', 'language', 'theory'),
  client: either(below('protocol', 'present', 'language', 'theory'), types(below('validation'))),
  cli: either(below('validation', 'present', 'language', 'theory'), only('server/start.js')),
  worker: below('server', 'validation', 'protocol', 'present', 'language', 'theory'),
  playground: either(
    below('protocol', 'present', 'language', 'theory'),
    only('client/curve/chart-data.js', 'client/diagram/write-sizes.js'),
    types(below('client')),
  ),
};

type Rule = (imported: Import) => boolean;

function either(...rules: readonly Rule[]): Rule {
  return (imported) => rules.some((rule) => rule(imported));
}

function types(rule: Rule): Rule {
  return (imported) => imported.typeOnly && rule(imported);
}

function only(...targets: readonly string[]): Rule {
  return ({ target }) => targets.includes(target);
}

function below(...folders: readonly Part[]): (imported: Import) => boolean {
  return ({ target }) => folders.some((folder) => target.startsWith(`${folder}/`));
}

const isProjectPath = ({ target }: Import): boolean => parts.some((part) => target.startsWith(`${part}/`));

describe.each(parts)('%s', (part) => {
  const sources = sourcesOf(part);

  it('has sources', () => {
    expect(sources.length).toBeGreaterThan(0);
  });

  it('imports only what lies below it', () => {
    const offences = sources.flatMap(({ path, imports }) =>
      imports
        .filter((imported) => isProjectPath(imported) && !imported.target.startsWith(`${part}/`))
        .filter((imported) => !mayImport[part](imported))
        .map(({ target }) => `${path} imports ${target}`),
    );
    expect(offences).toEqual([]);
  });

  it('stays inside the source folders', () => {
    const offences = sources.flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => /^(\.\.|test|dist|examples)\b/.test(target))
        .map(({ target }) => `${path} imports ${target}`),
    );
    expect(offences).toEqual([]);
  });

  it('has no file longer than 350 lines', () => {
    expect(sources.filter(({ lines }) => lines > 350).map(({ path, lines }) => `${path}: ${lines} lines`)).toEqual([]);
  });

  if (part !== 'client') {
    it('does not know VS Code', () => {
      const offences = sources.filter(({ imports }) => imports.some(({ target }) => target === 'vscode'));
      expect(offences.map(({ path }) => path)).toEqual([]);
    });
  }
});

describe('files', () => {
  it('do not import each other in a circle', () => {
    const sources = parts.flatMap((part) => sourcesOf(part));
    // The names of kinds follow from their descriptors, which describe parts of a study: types alone go round there.
    const goesOn = (path: string, { typeOnly }: Import): boolean => path !== 'theory/study.ts' || !typeOnly;
    const importsOfFile = new Map(
      sources.map(({ path, imports }) => [
        path,
        imports.filter((imported) => goesOn(path, imported)).map(({ target }) => target.replace(/\.js$/, '.ts')),
      ]),
    );
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      const at = trail.indexOf(path);
      if (at >= 0) circles.push([...trail.slice(at), path].join(' -> '));
      if (at >= 0 || done.has(path)) return;
      for (const imported of importsOfFile.get(path) ?? []) visit(imported, [...trail, path]);
      done.add(path);
    };
    for (const { path } of sources) visit(path, []);
    expect(circles).toEqual([]);
  });
});

describe('theory', () => {
  it('is pure: of packages it knows exact fractions alone, and nothing of the machine', () => {
    const packages = sourcesOf('theory').flatMap(({ imports }) => imports.filter((one) => !isProjectPath(one)));
    expect(new Set(packages.map(({ target }) => target))).toEqual(new Set(['fraction.js']));
  });
});

describe('present', () => {
  it('runs in pages and on the command line alike: it knows no packages but two', () => {
    const packages = sourcesOf('present').flatMap(({ imports }) => imports.filter((one) => !isProjectPath(one)));
    // The lookup of translations, and how wide letters are in a terminal.
    const known = ['@vscode/l10n', 'string-width'];
    expect(packages.map(({ target }) => target).filter((target) => !known.includes(target))).toEqual([]);
  });
});

describe('protocol', () => {
  it('is read by pages and workers alike: of packages it knows types alone', () => {
    const packages = sourcesOf('protocol').flatMap(({ imports }) => imports.filter((one) => !isProjectPath(one)));
    expect(packages.filter(({ typeOnly }) => !typeOnly).map(({ target }) => target)).toEqual([]);
  });
});

describe('words', () => {
  it('are looked up in present/ and in what has menus, buttons and dialogs of its own', () => {
    const offences = parts
      .filter((part) => !['present', 'client', 'playground', 'worker'].includes(part))
      .flatMap((part) => sourcesOf(part))
      .filter(({ imports }) => imports.some(({ target }) => target.startsWith('@vscode/l10n')))
      // What loads the bundle that the editor names: by a request, or by a variable of the environment.
      .filter(({ path }) => !['server/translation.ts', 'cli/editor.ts'].includes(path))
      .map(({ path }) => path);
    expect(offences).toEqual([]);
  });
});

describe.each(['client/web/extension.ts', 'worker/main.ts', 'playground/main.ts', 'cli/library/index.ts'])(
  'what %s reaches',
  (entry) => {
    it('runs in browsers: nothing of Node is in it', () => {
      const reached = reachedFrom(entry);
      expect(reached.length).toBeGreaterThan(20);
      const offences = reached.flatMap(({ path, imports }) =>
        imports
          .filter(({ target, typeOnly }) => !typeOnly && /^node:|\/node(\.js)?$/.test(target))
          .map(({ target }) => `${path} imports ${target}`),
      );
      expect(offences).toEqual([]);
    });
  },
);

describe('the search for imports', () => {
  it('sees static, type, side-effect, re-exporting and dynamic imports', () => {
    const text = [
      "import { a,\n  b } from '../a.js';",
      "import type { C } from './c.js';",
      "import './d.js';",
      "export * from '../e.js';",
      "const f = await import('../f.js');",
    ].join('\n');
    expect(importsOf(text)).toEqual([
      { target: '../a.js', typeOnly: false },
      { target: './c.js', typeOnly: true },
      { target: './d.js', typeOnly: false },
      { target: '../e.js', typeOnly: false },
      { target: '../f.js', typeOnly: false },
    ]);
  });
});
