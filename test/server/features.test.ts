import { expect, it } from 'vitest';
import { sourcesOf } from '../architecture/sources.js';

/** What belongs to one feature each: a folder, or a file of its name. */
const folders = ['code-actions', 'completion', 'formatting', 'hover', 'inlay-hints', 'requests'];
const files = [
  'code-lens',
  'document-links',
  'document-symbols',
  'folding',
  'names',
  'references',
  'rename',
  'semantic-tokens',
  'signature-help',
];
const wiring = ['server/module.ts', 'server/services.ts', 'server/serve.ts'];

it('features of the server do not know each other', () => {
  const offences = sourcesOf('server').flatMap(({ path, imports }) => {
    const own = featureOf(path);
    if (wiring.includes(path)) return [];
    return imports
      .map(({ target }) => ({ target, other: featureOf(target) }))
      .filter(({ other }) => other !== undefined && other !== own)
      .map(({ target }) => `${path} imports ${target}`);
  });
  expect(offences).toEqual([]);
});

function featureOf(path: string): string | undefined {
  const [, name = ''] = /^server\/([a-z-]+)/.exec(path) ?? [];
  return [...folders, ...files].find((feature) => feature === name);
}
