// Checks a tag before it is released, and prints the notes of the release: node packaging/release.mjs v0.1.0
import { readFileSync } from 'node:fs';
import { releaseNotes } from './release-notes.mjs';

const read = (name) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
try {
  process.stdout.write(releaseNotes(process.argv[2] ?? '', JSON.parse(read('package.json')), read('CHANGELOG.md')));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
