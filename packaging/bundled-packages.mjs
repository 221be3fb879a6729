import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files of a package that hold its licence, the likeliest first. */
const licenceFile = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/**
 * The packages whose code is in bundles, with their licences.
 * @param metafiles what esbuild tells of each bundle
 * @returns sorted by name and version: { name, version, license (SPDX), author, text (of the licence; undefined when the package has none) }
 */
export function bundledPackages(metafiles) {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap((output) =>
      Object.entries(output.inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? path : [])),
    ),
  );
  const folders = new Set(inputs.flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []));
  return [...folders].map(packageIn).sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
}

function packageIn(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder)
    .sort()
    .find((one) => licenceFile.test(one));
  const text = file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : undefined;
  return {
    name,
    version,
    license: typeof license === 'object' ? license?.type : license,
    author: typeof author === 'object' ? author?.name : author,
    text: text?.replaceAll('\r\n', '\n').trim(),
  };
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
