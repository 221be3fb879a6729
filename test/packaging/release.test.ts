import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json';
import { releaseNotes } from '../../packaging/release-notes.mjs';
import { root } from '../architecture/sources.js';

const complete = {
  ...manifest,
  version: '1.2.0',
  repository: { type: 'git', url: 'https://example.org/archscale.git' },
  bugs: 'https://example.org/archscale/issues',
  homepage: 'https://example.org/archscale',
};
const changelog = `# Changelog

All notable changes.

## Unreleased

## 1.2.0 (2026-05-04)

### Added

- One thing.

## 1.1.0 (2026-01-02)

- Another.
`;

describe('a tag that is to be released', () => {
  it('has the section of its version as notes, and nothing of others', () => {
    expect(releaseNotes('v1.2.0', complete, changelog)).toBe('### Added\n\n- One thing.\n');
  });

  it.each([
    ['is not that of the version', 'v1.2.1', complete, changelog, 'tag v1.2.0'],
    ['has no section', 'v1.3.0', { ...complete, version: '1.3.0' }, changelog, 'no section "## 1.3.0'],
    ['is older than another', 'v1.1.0', { ...complete, version: '1.1.0' }, changelog, 'not the newest'],
    ['has an empty section', 'v1.2.0', complete, changelog.replace(/### Added\n\n- One thing\.\n/, ''), 'says nothing'],
    [
      'leaves changes out',
      ...['v1.2.0', complete, changelog.replace('## Unreleased\n', '## Unreleased\n\n- Late.\n'), 'under "Unreleased"'],
    ] as [string, string, typeof complete, string, string],
    ['is of no repository', 'v1.2.0', { ...complete, repository: undefined }, changelog, 'no "repository"'],
  ])('is refused with what to do when it %s', (_, tag, fields, text, reason) => {
    expect(() => releaseNotes(tag, fields, text)).toThrow(reason);
  });

  it('is refused with everything that is wrong at once', () => {
    expect(() => releaseNotes('v9.0.0', { ...complete, bugs: undefined }, changelog)).toThrow(
      /tag v1\.2\.0.*\n.*"bugs"/,
    );
  });
});

describe('the manifest', () => {
  it('says what the shops ask for', () => {
    expect(manifest.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(manifest.keywords.length).toBeLessThanOrEqual(30);
    // The extension itself never goes to npm: what goes there is packed from it.
    expect(manifest.private).toBe(true);
    expect(readFileSync(join(root, manifest.icon)).subarray(1, 4).toString()).toBe('PNG');
  });
});

describe('the workflows', () => {
  const folder = join(root, '.github/workflows');
  const workflows = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));

  it('use actions by commit, with the version beside it', () => {
    const uses = workflows.flatMap((text) => [...text.matchAll(/uses: (.*)/g)].map(([, used = '']) => used));
    expect(uses.length).toBeGreaterThan(5);
    const own = (used: string) => used.startsWith('./');
    expect(uses.filter((used) => !own(used) && !/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(used))).toEqual([]);
  });

  it('run scripts that there are', () => {
    const text = workflows.join('\n');
    const scripts = [...text.matchAll(/npm (?:run ([\w:-]+)|(test)\b)/g)].map(([, run, test]) => run ?? test ?? '');
    expect(scripts).toContain('package:library');
    expect(scripts.filter((script) => !(script in manifest.scripts))).toEqual([]);
    const files = [...text.matchAll(/node ([\w/.]+\.mjs)/g)].map(([, file = '']) => file);
    expect(files).toContain('packaging/release.mjs');
    expect(
      files.filter((file) => !readdirSync(join(root, 'packaging')).includes(file.replace('packaging/', ''))),
    ).toEqual([]);
  });

  it('let no value of the outside into a line of shell', () => {
    expect(workflows.flatMap((text) => text.match(/run: .*\$\{\{/g) ?? [])).toEqual([]);
  });
});
