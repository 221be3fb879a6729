import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The texts that fuzzing starts from: every .arch file of the examples and of the tests, without the marks of cases. */
export const corpus: readonly string[] = ['examples', 'test/language/cases', 'test/server/cases'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.arch') && statSync(join(root, folder, path)).isFile())
    .sort()
    .map((path) => readFileSync(join(root, folder, path), 'utf8').replaceAll(/[»«]|⟦[^⟧]*⟧/g, '')),
);

/** The words and signs of the corpus, each once. */
export const tokens: readonly string[] = [
  ...new Set(corpus.flatMap((text) => text.match(/[\p{L}_][\p{L}\p{N}_]*|[^\s\p{L}]/gu) ?? [])),
];

/** The lines of the corpus, each once. */
export const lines: readonly string[] = [...new Set(corpus.flatMap((text) => text.split('\n')))];
