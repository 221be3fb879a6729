import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import german from '../../l10n/bundle.l10n.de.json';
import contributionsInGerman from '../../package.nls.de.json';
import contributions from '../../package.nls.json';
import { parts, root, sourcesOf } from '../architecture/sources.js';
import { textsIn } from './texts.js';

const all = parts.flatMap((part) => sourcesOf(part).map(({ path }) => ({ path, ...textsIn(path) })));
const translated = all.flatMap((file) => file.translated);
const placeholders = (text: string): string[] => (text.match(/\{\d+\}/g) ?? []).sort();

it('there are texts, and each has its translation', () => {
  expect(translated.length).toBeGreaterThan(800);
  expect(translated.filter(({ text }) => !(text in german))).toEqual([]);
});

it('no translation is of a text that is gone', () => {
  const known = new Set(translated.map(({ text }) => text));
  expect(Object.keys(german).filter((text) => !known.has(text))).toEqual([]);
});

it('translations have the same places for values, and say something', () => {
  const wrong = Object.entries(german).filter(
    ([text, own]) => own.trim() === '' || placeholders(text).join() !== placeholders(own).join(),
  );
  expect(wrong).toEqual([]);
});

it('texts are looked up when they are shown, not before the language is known', () => {
  expect(translated.filter(({ isEarly }) => isEarly).map(({ place, text }) => `${place}: ${text}`)).toEqual([]);
});

/** Names, markup, styles, and the columns of files that programs read. */
const untranslated = [
  /^Archscale$/,
  /</,
  /^default-src/,
  /^translate\(/,
  /px /,
  /^stroke: /,
  /^(energy|boundary|crossing|column|study) [\w{-]/,
];
const notForPeople = [/^client\/curve\/chart-data\.ts/, /^client\/tasks\/validation-task\.ts/];

/** What speaks to users in the editor. Texts for programs, and names that only the code knows, are elsewhere. */
const speaking = [
  /^client\//,
  /^server\/features\//,
  /^language\/(checks|lowering|syntax)\//,
  /^present\/(markdown\/|(derivation|hints)\.ts|words\/(lenses|results|rules|signatures|theory|actions|answers|completion))/,
];
/** Words of the language, and of its grammar. */
const language =
  /^(\*\*)?(data|import|network|scale|study|target|activation|scores|residual|recurrent|validate|sweep|scan)\b|\/\/ archscale:|^[A-Z][A-Za-z]+$/;
const notSaid = /^this is not complete$/;

it('no text of the editor is left in English alone', () => {
  const bare = all
    .filter(({ path }) => speaking.some((pattern) => pattern.test(path)))
    .flatMap((file) => file.bare)
    .filter(({ text, place }) => place.startsWith('client/') || !(language.test(text) || notSaid.test(text)));
  const left = bare.filter(
    ({ text, place }) =>
      !untranslated.some((pattern) => pattern.test(text)) && !notForPeople.some((pattern) => pattern.test(place)),
  );
  expect(left.map(({ place, text }) => `${place}: ${text}`)).toEqual([]);
});

const manifest = readFileSync(join(root, 'package.json'), 'utf8');

it('what the manifest contributes has its texts in both languages, and no others', () => {
  const used = [...manifest.matchAll(/"%([^%"]+)%"/g)].map(([, key = '']) => key);
  expect(used.length).toBeGreaterThan(80);
  expect([...new Set(used)].sort()).toEqual(Object.keys(contributions).sort());
  expect(Object.keys(contributionsInGerman)).toEqual(Object.keys(contributions));
  const pages = [contributions, contributionsInGerman].flatMap((texts) =>
    Object.values(texts).filter((text) => text.endsWith('.md')),
  );
  expect(pages.filter((page) => !existsSync(join(root, page)))).toEqual([]);
  const bare = [...manifest.matchAll(/"(title|description|markdownDescription|contents)": "([^%"][^"]*)"/g)].map(
    ([, , text = '']) => text,
  );
  // The name of the product, its description in the shops, and what is for language models alone.
  const { description, contributes } = JSON.parse(manifest) as {
    description: string;
    contributes: { languageModelTools: unknown };
  };
  const models = JSON.stringify(contributes.languageModelTools);
  const others = bare.filter((text) => text !== 'Archscale' && text !== description && !models.includes(text));
  expect(others).toEqual([]);
});

it('commands that a translation points to are those of the original', () => {
  const commandsIn = (text: string) => text.match(/\(command:[^)]*\)/g) ?? [];
  const [english, own] = [contributions, contributionsInGerman] as Record<string, string>[];
  const differ = Object.keys(contributions).filter(
    (key) => commandsIn(english?.[key] ?? '').join() !== commandsIn(own?.[key] ?? '').join(),
  );
  expect(differ).toEqual([]);
});
