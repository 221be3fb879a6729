import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import manifest from '../../package.json';
import { clientCommands } from '../../protocol/commands.js';
import * as requests from '../../protocol/requests.js';
import { parts, root, sourcesOf } from '../architecture/sources.js';

const methods = Object.values(requests).map(({ method }) => method);
const page = readFileSync(join(root, 'docs/protocol.md'), 'utf8');

it('the names on the wire stay as they are: other editors ask by them', () => {
  expect([...methods].sort()).toEqual(
    [
      'archscale/advise',
      'archscale/adviceChoices',
      'archscale/comparison',
      'archscale/compareFiles',
      'archscale/describeData',
      'archscale/diagram',
      'archscale/estimate',
      'archscale/estimated',
      'archscale/explain',
      'archscale/files/list',
      'archscale/files/move',
      'archscale/files/read',
      'archscale/files/status',
      'archscale/files/write',
      'archscale/learningCurve',
      'archscale/network',
      'archscale/plan',
      'archscale/predictAt',
      'archscale/predictions',
      'archscale/run',
      'archscale/run/event',
      'archscale/setSizes',
      'archscale/studies',
      'archscale/studyAt',
      'archscale/validations',
    ].sort(),
  );
});

it('docs/protocol.md has a section for each request and notification, and for no other', () => {
  const sections = [...page.matchAll(/^### `(archscale\/[\w/]+)`$/gm)].map(([, name]) => name);
  expect([...sections].sort()).toEqual([...methods].sort());
  const named = [...page.matchAll(/archscale\/[\w/]*\w/g)].map(([name]) => name);
  expect(named.filter((name) => !methods.includes(name))).toEqual([]);
});

it('docs/protocol.md lists the commands that code lenses name, and the extension has them', () => {
  const listed = [...page.matchAll(/^\| `(archscale\.\w+)`/gm)].map(([, name]) => name);
  expect([...listed].sort()).toEqual(Object.values(clientCommands).sort());
  const contributed = manifest.contributes.commands.map(({ command }) => command);
  expect(contributed).toEqual(expect.arrayContaining(listed));
});

it('no other source writes such a name by hand, nor does another test', () => {
  const sources = parts
    .filter((part) => part !== 'protocol')
    .flatMap((part) => sourcesOf(part).map(({ path }) => path));
  const tests = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.m?ts$|\.mjs$/.test(path) && path !== join('protocol', 'names.test.ts'))
    .map((path) => join('test', path));
  expect(tests.length).toBeGreaterThan(100);
  const offences = [...sources, ...tests].filter((path) =>
    /['"`]archscale\/\w/.test(code(readFileSync(join(root, path), 'utf8'))),
  );
  expect(offences).toEqual([]);
});

/** A text without the comments that take whole lines. */
const code = (text: string): string => text.replaceAll(/^\s*(\/\*\*|\*|\/\/).*$/gm, '');
